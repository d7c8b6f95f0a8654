using Microsoft.Data.Sqlite;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>Opens a journal that fits its streams: one that does not, or cannot be read, is set aside and begun anew.</summary>
public static class JournalOpening
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <param name="sayRebuilt">Why the old one was set aside, and where it lies.</param>
    public static async Task<JournalWriter> OpenAsync(JournalFile file, ProjectedSource streams, Action<string, string> sayRebuilt, TimeProvider machine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(streams);
        ArgumentNullException.ThrowIfNull(sayRebuilt);
        ArgumentNullException.ThrowIfNull(machine);
        var heights = await streams.LookAsync(cancellationToken);
        var (writer, why) = TryOpen(file);
        if (writer is not null && heights.Difference(writer.StoreId, writer.Places) is { } difference)
        {
            writer.Dispose();
            (writer, why) = (null, difference);
        }

        if (writer is null)
        {
            sayRebuilt(why!, file.SetAside(machine.GetUtcNow()));
            writer = JournalWriter.Open(file) ?? throw new InvalidOperationException("A journal just made is of another version.");
        }

        if (writer.StoreId is null)
            writer.Begin(heights.StoreId, heights.Places.ToDictionary(place => place.Key, place => place.Value.Created, StringComparer.Ordinal));
        return writer;
    }

    /// <summary>The file is no journal, or has lost its shape; anything else may be over the next time.</summary>
    public static bool IsDamage(SqliteException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.SqliteErrorCode is Corrupt or NotADatabase;
    }

    private static (JournalWriter? Writer, string? Why) TryOpen(JournalFile file)
    {
        try
        {
            return JournalWriter.Open(file) is { } writer ? (writer, null) : (null, "it was written by another version of the pipeline.");
        }
        catch (SqliteException fault) when (IsDamage(fault))
        {
            return (null, $"it is damaged ({fault.Message}).");
        }
    }
}
