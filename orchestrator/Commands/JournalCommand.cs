using System.CommandLine;
using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>journal</c>: how the journal is doing, and projecting it anew from the streams.</summary>
public static class JournalCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var command = new Command("journal", "How the journal is doing: what it holds, and how far it has come.");
        options.AddTo(command, all: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = options.HomeOf(parsed);
            var (reader, note) = await CurrentJournal.OpenAsync(home, machine, cancellationToken);
            using (reader)
            {
                if (options.FormOf(parsed) is var form && form != ListForm.Table)
                    JournalView.Show(form, home, reader, note);
                else
                    Show(home, reader);
                await (form == ListForm.Table ? Console.Out : Console.Error).WriteLineAsync(note ?? "It has all that is stored.");
                return note is null ? ExitCodes.Done : ExitCodes.Unhealthy;
            }
        });
        command.Add(Rebuild(machine));
        return command;
    }

    private static Command Rebuild(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var command = new Command("rebuild", "Set the journal aside and project it anew from the streams; nothing of the streams is changed, and trading goes on.") { profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            // Before the old one is touched: without the streams there is nothing to project.
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            if (ProcessLock.TryTake(home, Processes.Orchestrator) is { } held)
            {
                using (held)
                    await ByItselfAsync(home, connection, machine, cancellationToken);
            }
            else
            {
                await ByOrchestratorAsync(home, connection, machine, cancellationToken);
            }

            using var reader = JournalReader.Open(home);
            Show(home, reader);
            return ExitCodes.Done;
        });
        return command;
    }

    // The one writer notices within seconds that its file is gone, and begins another.
    private static async Task ByOrchestratorAsync(PipelineHome home, PipelineConnection connection, TimeProvider machine, CancellationToken cancellationToken)
    {
        SetAside(new JournalFile(home), machine);
        var (streams, began) = (new ProjectedSource(connection, machine), machine.GetTimestamp());
        while (true)
        {
            var heights = (await streams.LookAsync(cancellationToken)).Places.ToDictionary(place => place.Key, place => place.Value.Last, StringComparer.Ordinal);
            using (var reader = JournalReader.TryOpen(home))
            {
                if (reader?.Behind(heights) <= JournalFollowing.CurrentLag)
                    return;
            }

            if (machine.GetElapsedTime(began) > Patience)
                throw new PipelineException(ExitCodes.Failed, $"The journal is not projected after {Patience.TotalMinutes:0} minutes; it goes on. See ./pipeline status --profile {home.Profile}");
            await Task.Delay(LookInterval, machine, cancellationToken);
        }
    }

    // Nobody supervises: this command is the one writer, and keeps an orchestrator from starting meanwhile.
    private static async Task ByItselfAsync(PipelineHome home, PipelineConnection connection, TimeProvider machine, CancellationToken cancellationToken)
    {
        var (file, streams) = (new JournalFile(home), new ProjectedSource(connection, machine));
        SetAside(file, machine);
        using var writer = await JournalOpening.OpenAsync(file, streams, (_, _) => { }, machine, cancellationToken);
        await JournalFilling.FillAsync(writer, streams, cancellationToken);
        writer.Forget(machine.GetUtcNow());
    }

    private static void SetAside(JournalFile file, TimeProvider machine)
    {
        if (file.Exists)
            Console.Error.WriteLine($"The old journal lies in {file.SetAside(machine.GetUtcNow())}.");
    }

    private static void Show(PipelineHome home, JournalReader reader)
    {
        var (age, counts) = (reader.Age(), JournalTables.Counts(new JournalFile(home)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{home.Journal}: {age.SizeBytes / 1048576.0:0.0} MB, version {JournalSchema.Version}, store {age.StoreId ?? "-"}"));
        Console.WriteLine(string.Join(", ", counts.Where(table => table.Key is not ("store" or "streams")).Select(table => $"{table.Key.Replace('_', ' ')} {table.Value}")));
    }
}
