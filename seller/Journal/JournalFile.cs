using Pipeline.Hosting;

namespace Pipeline.Seller.Journal;

/// <summary>The journal on the disk: appended and synced, rewritten whole beside itself; readable by its owner alone. One writer, who holds the seller's lock.</summary>
public sealed class JournalFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly JournalHeader _header;
    private FileStream _file;
    private long _good;

    private JournalFile(string path, JournalHeader header, FileStream file)
    {
        (_path, _header, _file) = (path, header, file);
        _good = file.Length;
    }

    /// <summary>Bytes written so far.</summary>
    public long Length => _good;

    /// <summary>Opens the journal, or begins one. A last line that was not written whole is cut off: what it held was never relied on.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="mine">Whose it must be; of another store, it is set aside and its requests without an end are taken over.</param>
    /// <exception cref="PipelineException">It is no journal, another account's, or damaged in the middle. It is left as it is.</exception>
    public static (JournalFile File, JournalReading Reading) Open(string path, JournalHeader mine)
    {
        ArgumentNullException.ThrowIfNull(mine);
        if (!File.Exists(path))
            return (Begin(path, mine, []), JournalReading.Nothing);
        var reading = JournalReading.Of(path, File.ReadAllBytes(path), mine);
        if (reading.IsOfAnotherStore)
        {
            File.Move(path, $"{path}.{reading.Header.Store}", overwrite: false);
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
            // It could not be opened again after an earlier failure.
            if (!_file.CanWrite)
                CutOff();
            _file.Position = _good;
            foreach (var record in records)
                _file.Write(JournalLine.Write(record));
            _file.Flush(flushToDisk: true);
            _good = _file.Position;
        }
        catch (IOException)
        {
            // A part may stand there: the next line must not be joined to it.
            CutOff();
            throw;
        }
    }

    /// <summary>Replaces the file by one with these records alone. A crash in between leaves the old one.</summary>
    public void Rewrite(IReadOnlyCollection<JournalRecord> records)
    {
        var (old, fresh) = (_file, Write(_path, _header, records));
        (_file, _good) = (fresh, fresh.Length);
        old.Dispose();
    }

    public void Dispose() => _file.Dispose();

    private static JournalFile Begin(string path, JournalHeader header, IReadOnlyCollection<JournalRecord> records) => new(path, header, Write(path, header, records));

    private static FileStream Write(string path, JournalHeader header, IReadOnlyCollection<JournalRecord> records)
    {
        var beside = $"{path}.new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(beside, options))
        {
            file.Write(JournalLine.Write(header));
            foreach (var record in records)
                file.Write(JournalLine.Write(record));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(path)!);
        return OpenForAppending(path);
    }

    private static FileStream OpenForAppending(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 64 * 1024 });

    private void CutOff()
    {
        // Disposing writes what is buffered, which may fail once more; the file is opened anew and cut at what is known to be good.
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // Said by who gets the first failure.
        }

        _file = OpenForAppending(_path);
        _file.SetLength(_good);
    }
}
