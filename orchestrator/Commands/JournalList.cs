using System.CommandLine;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Journal.Reading;

namespace Pipeline.Orchestrator.Commands;

/// <summary>What all commands that list from the journal do alike.</summary>
internal static class JournalList
{
    /// <summary>Opens the journal, gives it with the filter to who lists, and says afterwards how old it is.</summary>
    /// <returns>The exit code of who lists.</returns>
    public static async Task<int> RunAsync(ListOptions options, ParseResult parsed, TimeProvider machine, Func<JournalReader, JournalFilter, int> list, CancellationToken cancellationToken)
    {
        var home = options.HomeOf(parsed);
        // What is asked wrongly is said at once, whether or not there is anything to look at.
        options.Check(parsed);
        var (reader, note) = await CurrentJournal.OpenAsync(home, machine, cancellationToken);
        using (reader)
        {
            var code = list(reader, options.FilterOf(parsed, () => VenueNow(home, reader, machine)));
            CurrentJournal.Say(note);
            return code;
        }
    }

    public static DateTimeOffset VenueNow(PipelineHome home, JournalReader reader, TimeProvider machine) =>
        reader.VenueNow(Endpoints.Read(home)?.Simulator is not null, machine.GetUtcNow());
}
