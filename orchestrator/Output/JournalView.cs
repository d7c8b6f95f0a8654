using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Journal.Reading;

namespace Pipeline.Orchestrator.Output;

/// <summary>The state of a journal for scripts: one row.</summary>
internal static class JournalView
{
    /// <param name="note">What it lacks; null when it has all that is stored.</param>
    public static void Show(ListForm form, PipelineHome home, JournalReader reader, string? note)
    {
        var (age, counts) = (reader.Age(), JournalTables.Counts(new JournalFile(home)));
        Column<JournalAge>[] columns =
        [
            new("path", _ => home.Journal),
            new("version", _ => JournalSchema.Version),
            new("storeId", row => row.StoreId),
            new("sizeBytes", row => row.SizeBytes),
            new("writtenAt", row => row.WrittenAt),
            new("venueTime", row => row.VenueTime),
            new("isCurrent", _ => note is null),
            new("note", _ => note),
            .. counts.Where(table => table.Key is not ("store" or "streams")).Select(table => new Column<JournalAge>(table.Key, _ => table.Value)),
        ];
        ListOutput.Write(form, [age], columns);
    }
}
