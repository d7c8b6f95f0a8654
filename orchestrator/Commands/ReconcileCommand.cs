using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>reconcile</c>: asks the monitor to compare the book with the venue now, and shows what it finds.</summary>
public static class ReconcileCommand
{
    // Two equal readings two seconds apart, each of seven requests from a share of fifty a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create(TimeProvider machine)
    {
        var (profile, json) = (CommonOptions.Profile(), CommonOptions.Json());
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what differs; the monitor's own comparison each minute goes on as always." };
        var command = new Command("reconcile", "Compare the book with the venue now. Ends with 0 when they agree, 4 when something stands.") { profile, json, dryRun };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            await using var connection = await NatsClient.ConnectAsync(home, Processes.Orchestrator, cancellationToken);
            var stored = new StoredMessages(connection);
            var from = await stored.LastSequenceOfAsync(Streams.Events, cancellationToken) + 1;
            var asked = Ask(machine.GetUtcNow(), parsed.GetValue(dryRun));
            await new MessagePublisher(connection, stored, machine, NullLogger<MessagePublisher>.Instance)
                .PublishAsync(Subjects.ReconcileControl, asked, PublishExpectation.Once(asked.Id), cancellationToken);
            var told = await AnswerAsync(connection, home, asked, from, machine, cancellationToken);
            return ReconcileReport.Show(told, parsed.GetValue(json));
        });
        return command;
    }

    private static ReconcileControl Ask(DateTimeOffset now, bool dryRun)
    {
        var id = $"reconcile-{Guid.CreateVersion7(now):N}";
        return new ReconcileControl { Id = id, CorrelationId = id, CausationId = id, VenueTime = now, MachineTime = now, DryRun = dryRun, By = "operator" };
    }

    private static async Task<IReadOnlyList<PipelineEvent>> AnswerAsync(
        PipelineConnection connection, PipelineHome home, ReconcileControl asked, ulong from, TimeProvider machine, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, machine);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var range = new ReadRange { Subjects = [Subjects.Event(Processes.Monitor, ">")], FromSequence = from, Follow = true };
        List<PipelineEvent> told = [];
        try
        {
            await foreach (var message in new OrderedReader(connection).ReadAsync(Streams.Events, range, waiting.Token))
            {
                if (!MessageReading.TryRead<PipelineEvent>(message.Data.Span, out var one, out _) || one.CausationId != asked.Id)
                    continue;
                told.Add(one);
                if (one.Type == "reconcile_finished")
                    return told;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
        }

        throw new PipelineException(
            ExitCodes.Unavailable,
            told.Count == 0
                ? $"The monitor of profile {home.Profile} does not answer. Look with ./pipeline status --profile {home.Profile}."
                : $"The monitor of profile {home.Profile} has begun, but the venue was not read to the end within {Patience.TotalSeconds:0} s. See ./pipeline status --profile {home.Profile}.");
    }
}
