using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Journal.Reading;

/// <summary>Opens the journal for a command: with all that is stored by now where it is written, with what it has where nobody writes it.</summary>
public static class CurrentJournal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <returns>The reader, and what a person must know about its age; null when it has all.</returns>
    /// <exception cref="PipelineException">There is no journal that can be read.</exception>
    public static async Task<(JournalReader Reader, string? Note)> OpenAsync(PipelineHome home, TimeProvider machine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(machine);
        if (new StatusReader(home, machine).ReadFresh() is not { } status)
            return Alone(home, machine, "No orchestrator writes the journal");
        if (status.Journal is { State: JournalState.Failing } failing)
            return Alone(home, machine, $"The journal cannot be written ({failing.Detail})");
        try
        {
            await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, cancellationToken);
            var heights = await HeightsAsync(connection, cancellationToken);
            return await WaitAsync(home, heights, machine, cancellationToken);
        }
        catch (Exception away) when (away is NatsException or PipelineException { ExitCode: ExitCodes.Unavailable })
        {
            return Alone(home, machine, "nats-server does not answer");
        }
    }

    /// <summary>Says the note, if there is one, where it does not mix with the list.</summary>
    public static void Say(string? note)
    {
        if (note is not null)
            Console.Error.WriteLine(note);
    }

    private static async Task<Dictionary<string, ulong>> HeightsAsync(PipelineConnection connection, CancellationToken cancellationToken)
    {
        var (stored, heights) = (new StoredMessages(connection), new Dictionary<string, ulong>(StringComparer.Ordinal));
        foreach (var stream in ProjectedStreams.All)
            heights[stream] = await stored.LastSequenceOfAsync(stream, cancellationToken);
        return heights;
    }

    private static async Task<(JournalReader Reader, string? Note)> WaitAsync(PipelineHome home, Dictionary<string, ulong> heights, TimeProvider machine, CancellationToken cancellationToken)
    {
        var began = machine.GetTimestamp();
        while (true)
        {
            var reader = JournalReader.TryOpen(home);
            var behind = reader?.Behind(heights);
            if (behind == 0)
                return (reader!, null);
            if (machine.GetElapsedTime(began) > Patience)
                return reader is null ? Alone(home, machine, "The journal is not there yet") : (reader, $"The journal is {behind} messages behind the streams: what came last is missing here.");
            reader?.Dispose();
            await Task.Delay(LookInterval, machine, cancellationToken);
        }
    }

    private static (JournalReader Reader, string? Note) Alone(PipelineHome home, TimeProvider machine, string why)
    {
        var reader = JournalReader.Open(home);
        var age = reader.Age().WrittenAt is { } written ? $"it ends {Ago(machine.GetUtcNow() - written)}" : "it is empty";
        return (reader, $"{why}: {age}.");
    }

    private static string Ago(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => $"{age.TotalDays:0} days ago",
        { TotalHours: >= 2 } => $"{age.TotalHours:0} hours ago",
        { TotalMinutes: >= 2 } => $"{age.TotalMinutes:0} minutes ago",
        _ => $"{Math.Max(0, age.TotalSeconds):0} seconds ago",
    };
}
