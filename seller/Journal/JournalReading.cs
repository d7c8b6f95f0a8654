using Pipeline.Hosting;

namespace Pipeline.Seller.Journal;

/// <summary>What was found in a journal.</summary>
/// <param name="Header">Its first line.</param>
/// <param name="Records">All whole lines, oldest first.</param>
/// <param name="Good">Bytes up to the end of the last whole line.</param>
/// <param name="Torn">Bytes after it: a write that a crash cut short.</param>
/// <param name="Damaged">Number of the first line that is damaged although whole lines follow it; 0 when none is.</param>
/// <param name="IsOfAnotherStore">The streams it was written beside are not those of this home any more.</param>
public sealed record JournalReading(JournalHeader Header, IReadOnlyList<JournalRecord> Records, long Good, long Torn, int Damaged, bool IsOfAnotherStore)
{
    public static JournalReading Nothing { get; } = new(new JournalHeader(JournalHeader.CurrentVersion, "", ""), [], 0, 0, 0, false);

    /// <exception cref="PipelineException">It is no journal of this account.</exception>
    public static JournalReading Of(string path, ReadOnlySpan<byte> bytes, JournalHeader mine)
    {
        ArgumentNullException.ThrowIfNull(mine);
        var lines = Lines(bytes);
        var header = lines.Count > 0 ? JournalLine.ReadHeader(bytes[lines[0]]) : null;
        if (header is null)
            throw Refused(path, "it is no journal of a seller");
        if (header.Version != JournalHeader.CurrentVersion)
            throw Refused(path, $"it is of version {header.Version}, and this build reads {JournalHeader.CurrentVersion}");
        if (header.Account != mine.Account)
            throw Refused(path, $"it is of account {header.Account}, and this is {mine.Account}");

        var (records, good, bad, damaged) = (new List<JournalRecord>(), (long)lines[0].End.Value + 1, 0, 0);
        for (var number = 1; number < lines.Count; number++)
        {
            if (JournalLine.Read(bytes[lines[number]]) is not { } record)
            {
                bad = bad == 0 ? number + 1 : bad;
                continue;
            }

            // A power cut may leave the pages of the last write in any order, and a disk may spoil any line: what is whole counts all the same.
            damaged = bad;
            records.Add(record);
            good = lines[number].End.Value + 1;
        }

        var isForeign = header.Store.Length > 0 && mine.Store.Length > 0 && header.Store != mine.Store;
        return new JournalReading(header, isForeign ? [.. WithoutWanted(records)] : records, good, bytes.Length - good, damaged, isForeign);
    }

    // Epochs begin anew with a new store; requests without an end are at the venue whatever became of the store.
    private static IEnumerable<JournalRecord> WithoutWanted(IEnumerable<JournalRecord> records) =>
        records.Where(record => record is not (JournalRecord.Wanted or JournalRecord.Rested));

    private static List<Range> Lines(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<Range>();
        for (var start = 0; start < bytes.Length && bytes[start..].IndexOf((byte)'\n') is >= 0 and var length; start += length + 1)
            lines.Add(start..(start + length));
        return lines;
    }

    private static PipelineException Refused(string path, string why) => new(
        ExitCodes.Failed,
        $"The seller's journal {path} cannot be used: {why}. Nothing was changed. It may hold requests of a time without NATS: keep it, move it out of the folder, and start again; ./pipeline flatten --direct works without it.");
}
