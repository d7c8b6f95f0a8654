using Pipeline.Hosting;

namespace Pipeline.Seller.Journal;

/// <summary>The journal on the disk: appended and synced, rewritten whole beside itself; readable by its owner alone. One writer, who holds the seller's lock.</summary>
public sealed class JournalFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly JournalHeader _header;
    private FileStream? _file;
    private long _good;
    private bool _isFolderSynced = true;

    private JournalFile(string path, JournalHeader header, FileStream file)
    {
        (_path, _header, _file) = (path, header, file);
        _good = file.Length;
    }

    /// <summary>Bytes written so far.</summary>
    public long Length => _good;

    /// <summary>Opens the journal, or begins one. A last line that was not written whole is cut off: what it held was never relied on.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="mine">Whose it must be; of another store, it is set aside and its requests without an end are taken over. Damaged in its middle, it is set aside too and its whole lines are taken over.</param>
    /// <exception cref="PipelineException">It is no journal, or another account's. It is left as it is.</exception>
    public static (JournalFile File, JournalReading Reading) Open(string path, JournalHeader mine)
    {
        ArgumentNullException.ThrowIfNull(mine);
        if (!File.Exists(path))
            return (Begin(path, mine, []), JournalReading.Nothing);
        var reading = JournalReading.Of(path, File.ReadAllBytes(path), mine);
        if (reading.IsOfAnotherStore || reading.Damaged > 0)
        {
            // A copy: until the new file is renamed over it, the old one is the journal.
            File.Copy(path, Aside(path, reading.IsOfAnotherStore ? reading.Header.Store : "damaged"));
            return (Begin(path, mine, JournalState.Of(reading.Records).Live()), reading);
        }

        var file = OpenForAppending(path);
        file.SetLength(reading.Good);
        return (new JournalFile(path, mine, file), reading);
    }

    /// <summary>Appends the records and returns once they are on the disk.</summary>
    /// <exception cref="IOException">They are not; the file holds what it held before.</exception>
    public void Append(IReadOnlyCollection<JournalRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        try
        {
            SyncFolder();
            var file = _file ??= OpenAtGood();
            file.Position = _good;
            foreach (var record in records)
                file.Write(JournalLine.Write(record));
            file.Flush(flushToDisk: true);
            _good = file.Position;
        }
        catch (Exception)
        {
            // A part may stand there: the next line must not be joined to it.
            CutOff();
            throw;
        }
    }

    /// <summary>Replaces the file by one with these records alone. A crash in between leaves the old one.</summary>
    public void Rewrite(IReadOnlyCollection<JournalRecord> records)
    {
        var fresh = Write(_path, _header, records);
        Close();
        (_file, _good, _isFolderSynced) = (fresh, fresh.Length, false);
        SyncFolder();
    }

    public void Dispose() => Close();

    private static JournalFile Begin(string path, JournalHeader header, IReadOnlyCollection<JournalRecord> records)
    {
        var file = new JournalFile(path, header, Write(path, header, records)) { _isFolderSynced = false };
        file.SyncFolder();
        return file;
    }

    private static string Aside(string path, string why) =>
        Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? $"{path}.{why}" : $"{path}.{why}.{number}").First(name => !File.Exists(name));

    // The stream of the new file is the one that stays open: nothing is left that can fail once the name is its own.
    private static FileStream Write(string path, JournalHeader header, IReadOnlyCollection<JournalRecord> records)
    {
        var beside = $"{path}.new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        var file = new FileStream(beside, options);
        try
        {
            file.Write(JournalLine.Write(header));
            foreach (var record in records)
                file.Write(JournalLine.Write(record));
            file.Flush(flushToDisk: true);
            File.Move(beside, path, overwrite: true);
            return file;
        }
        catch (Exception)
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream OpenForAppending(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 64 * 1024 });

    // What is appended after a rename that the disk forgets is forgotten with it.
    private void SyncFolder()
    {
        if (_isFolderSynced)
            return;
        FolderSync.Sync(Path.GetDirectoryName(_path)!);
        _isFolderSynced = true;
    }

    private FileStream OpenAtGood()
    {
        var file = OpenForAppending(_path);
        try
        {
            file.SetLength(_good);
            return file;
        }
        catch (Exception)
        {
            file.Dispose();
            throw;
        }
    }

    private void CutOff()
    {
        Close();
        try
        {
            _file = OpenAtGood();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The next append tries again; who called this one gets the first failure.
        }
    }

    private void Close()
    {
        // Disposing writes what is buffered, which may fail once more.
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // Said by who gets the first failure.
        }

        _file = null;
    }
}
