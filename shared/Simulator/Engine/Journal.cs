using System.Text.Json;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Engine;

/// <summary>
/// The account's memory: one line for every step or request, written before its reply leaves. Written, not synced: it
/// survives the death of this process, not that of the machine.
/// </summary>
public sealed class Journal : IDisposable
{
    private const int Version = 1;
    private readonly FileStream _file;
    private readonly TimeProvider _machine;
    private readonly Lock _gate = new();
    private readonly List<DateTimeOffset?> _written;

    private Journal(FileStream file, IReadOnlyList<JournalEntry> entries, TimeProvider machine)
    {
        _file = file;
        _machine = machine;
        _written = [.. entries.Select(entry => entry.MachineTime)];
        Events = [.. entries.Select(entry => entry.ToEvent())];
    }

    /// <summary>What the file held when it was opened; empty for a new account.</summary>
    public IReadOnlyList<ExchangeEvent> Events { get; }

    /// <summary>Opens or creates a journal, dropping a last line that was torn by a crash.</summary>
    /// <exception cref="JournalException">It belongs to another market, is damaged, or another simulator holds it.</exception>
    public static Journal Open(string path, string market, ulong seed, decimal cash, TimeProvider machine)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{path}: {error.Message}", error);
        }

        try
        {
            return new Journal(file, Load(file, path, new JournalHeader(Version, market, cash, seed)), machine);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends the events of one step or request as one line.</summary>
    public void Append(IReadOnlyList<ExchangeEvent> events)
    {
        if (events.Count == 0) return;
        var now = _machine.GetUtcNow();
        WriteLine(_file, JsonSerializer.SerializeToUtf8Bytes([.. events.Select(occurred => JournalEntry.Of(occurred, now))], JournalJson.Instance.ListJournalEntry));
        lock (_gate) _written.AddRange(Enumerable.Repeat<DateTimeOffset?>(now, events.Count));
    }

    /// <summary>Machine time at which an event was written; safe from any thread. Null for one from before it was kept.</summary>
    /// <param name="sequence">The event's, 1 and upward.</param>
    public DateTimeOffset? WrittenAt(long sequence)
    {
        lock (_gate) return _written[(int)sequence - 1];
    }

    public void Dispose() => _file.Dispose();

    private static List<JournalEntry> Load(FileStream file, string path, JournalHeader expected)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(end);
        file.Position = end;
        if (end == 0)
        {
            WriteLine(file, JsonSerializer.SerializeToUtf8Bytes(expected, JournalJson.Instance.JournalHeader));
            return [];
        }

        var entries = new List<JournalEntry>();
        var number = 0;
        for (var start = 0; start < end; number++)
        {
            var length = Array.IndexOf(bytes, (byte)'\n', start) - start;
            var line = bytes.AsSpan(start, length);
            start += length + 1;
            try
            {
                if (number == 0) Compare(JsonSerializer.Deserialize(line, JournalJson.Instance.JournalHeader), expected, path);
                else entries.AddRange(JsonSerializer.Deserialize(line, JournalJson.Instance.ListJournalEntry)!);
            }
            catch (JsonException error)
            {
                throw new JournalException($"{path}, line {number + 1}: the journal is damaged: {error.Message}", error);
            }
        }

        return entries;
    }

    private static void Compare(JournalHeader? found, JournalHeader expected, string path)
    {
        if (found?.Version != expected.Version) throw new JournalException($"{path}: the journal has version {found?.Version}, this simulator writes {expected.Version}");
        if (found.Market != expected.Market || found.Seed != expected.Seed)
            throw new JournalException($"{path}: the account there belongs to '{found.Market}' (seed {found.Seed}), not to '{expected.Market}' (seed {expected.Seed}); choose the old settings, or a new account in another --home (./pipeline start --fresh makes one)");
    }

    private static void WriteLine(FileStream file, byte[] line)
    {
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        file.Write(line);
    }
}
