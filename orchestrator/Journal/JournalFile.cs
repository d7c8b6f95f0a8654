using System.Globalization;
using Microsoft.Data.Sqlite;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Journal;

/// <summary>The journal as files: the database beside its write-ahead log, readable by its owner alone.</summary>
/// <remarks>A projection of the streams: whatever is wrong with it is answered by setting it aside and projecting anew.</remarks>
public sealed class JournalFile
{
    /// <summary>How many that were set aside are kept.</summary>
    private const int AsideKept = 2;

    private static readonly string[] Companions = ["-wal", "-shm"];

    static JournalFile() => SQLitePCL.Batteries_V2.Init();

    public JournalFile(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        Path = home.Journal;
    }

    public string Path { get; }

    public bool Exists => File.Exists(Path);

    /// <summary>Bytes of the database and its write-ahead log; 0 when there is none.</summary>
    public long Size => ((string[])[Path, .. Companions.Select(companion => Path + companion)]).Where(File.Exists).Sum(file => new FileInfo(file).Length);

    /// <summary>Opens it for its one writer, making it where there is none.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is no database.</exception>
    public SqliteConnection OpenForWriting()
    {
        CreateOwnerOnly();
        var connection = Open(SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        // In the write-ahead log readers never wait for the writer, nor it for them. What a power loss takes from it is projected again.
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 16777216;";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <exception cref="SqliteException">It cannot be opened, or is no database.</exception>
    public SqliteConnection OpenForReading() => Open(SqliteOpenMode.ReadOnly);

    /// <summary>Moves it out of the way, whole; the oldest of those that were moved before are removed.</summary>
    /// <returns>Where it lies now.</returns>
    public string SetAside(DateTimeOffset now)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        var aside = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{AsidePrefix}{now:yyyyMMdd'T'HHmmssfff}.db"));
        File.Move(Path, aside, overwrite: true);
        foreach (var companion in Companions.Where(companion => File.Exists(Path + companion)))
            File.Move(Path + companion, aside + companion, overwrite: true);
        foreach (var old in Directory.GetFiles(folder, $"{AsidePrefix}*.db").OrderDescending(StringComparer.Ordinal).Skip(AsideKept))
            Delete(old);
        return aside;
    }

    /// <summary>Removes it and all that were set aside.</summary>
    public void Remove()
    {
        // A home that was never started has no folder yet.
        if (System.IO.Path.GetDirectoryName(Path) is not { } folder || !Directory.Exists(folder))
            return;
        Delete(Path);
        foreach (var aside in Directory.GetFiles(folder, $"{AsidePrefix}*.db"))
            Delete(aside);
    }

    private const string AsidePrefix = "journal-set-aside-";

    private static void Delete(string database)
    {
        foreach (var file in (string[])[database, .. Companions.Select(companion => database + companion)])
            File.Delete(file);
    }

    // Not pooled: a file that was moved or deleted must not live on in a pool.
    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, ForeignKeys = true, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The log and the index beside it take the database's own mode.
    private void CreateOwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(Path, options).Dispose();
    }
}
