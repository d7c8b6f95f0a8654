using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Writes controls and the orchestrator's events. Each control is a compare-and-set: two who write at once cannot overwrite each other unseen.</summary>
public sealed class ControlPublisher(MessagePublisher publisher, StoredMessages stored, TimeProvider machine)
{
    private const int MostAttempts = 5;

    public async Task<TradingState?> ReadTradingStateAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Control?.State;

    /// <summary>A new store trades; a store that was left in another state stays in it.</summary>
    public async Task EnsureTradingStateAsync(CancellationToken cancellationToken)
    {
        if ((await ReadAsync(cancellationToken)).Control is null)
            await SetAsync(_ => true, TradingState.Active, "a new store", Processes.Orchestrator, cancellationToken);
    }

    /// <summary>Sets the state, whatever it was.</summary>
    /// <exception cref="PipelineException">It could not be stored.</exception>
    public Task SetAsync(TradingState state, string reason, string by, CancellationToken cancellationToken) =>
        SetAsync(_ => true, state, reason, by, cancellationToken);

    /// <summary>Sets the state only where that is more careful than what is.</summary>
    public Task TightenAsync(TradingState state, string reason, string by, CancellationToken cancellationToken) =>
        SetAsync(now => now is null || now < state, state, reason, by, cancellationToken);

    /// <summary>Orders positions opened before now to be left; null for all.</summary>
    /// <param name="venueNow">Venue time of the order.</param>
    public async Task FlattenAsync(Symbol? symbol, string reason, DateTimeOffset venueNow, CancellationToken cancellationToken)
    {
        var id = $"flatten-{Guid.CreateVersion7(machine.GetUtcNow()):N}";
        var control = new FlattenControl
        {
            Id = id,
            CorrelationId = id,
            CausationId = id,
            VenueTime = venueNow,
            MachineTime = machine.GetUtcNow(),
            Symbol = symbol,
            Reason = reason,
        };
        await publisher.PublishAsync(Subjects.Flatten(symbol), control, PublishExpectation.Once(id), cancellationToken);
    }

    public async Task TellAsync(string type, EventSeverity severity, string process, string detail, CancellationToken cancellationToken)
    {
        var now = machine.GetUtcNow();
        var told = new PipelineEvent
        {
            Id = $"orchestrator-{Guid.CreateVersion7(now):N}",
            CorrelationId = process,
            CausationId = process,
            // The orchestrator supervises the machine: its events happen in machine time.
            VenueTime = now,
            MachineTime = now,
            Process = Processes.Orchestrator,
            Type = type,
            Severity = severity,
            Text = $"{process}: {detail}",
            Facts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["process"] = process },
        };
        KillPoint.Reached(KillPoints.OrchestratorEventStoring);
        await publisher.PublishAsync(Subjects.Event(Processes.Orchestrator, type), told, PublishExpectation.Once(told.Id), cancellationToken);
    }

    private async Task SetAsync(Func<TradingState?, bool> mayReplace, TradingState state, string reason, string by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (sequence, current) = await ReadAsync(cancellationToken);
            if (!mayReplace(current?.State))
                return;
            var id = $"trading-{Guid.CreateVersion7(machine.GetUtcNow()):N}";
            var control = new TradingControl
            {
                Id = id,
                CorrelationId = id,
                CausationId = id,
                VenueTime = machine.GetUtcNow(),
                MachineTime = machine.GetUtcNow(),
                State = state,
                Reason = reason,
                By = by,
            };
            KillPoint.Reached(KillPoints.OrchestratorControlDecided);
            if (await publisher.PublishAsync(Subjects.TradingControl, control, PublishExpectation.After(sequence), cancellationToken) is PublishResult.Stored)
            {
                KillPoint.Reached(KillPoints.OrchestratorControlStored);
                await TellAsync("trading_state_changed", EventSeverity.Warning, by, $"{current?.State.ToString() ?? "none"} to {state}: {reason}", cancellationToken);
                return;
            }
        }

        throw new PipelineException(ExitCodes.Failed, $"The trading state could not be set to {state}: others kept changing it, or nats-server does not confirm. Try again.");
    }

    private async Task<(ulong Sequence, TradingControl? Control)> ReadAsync(CancellationToken cancellationToken)
    {
        var last = await stored.LastMessageOfAsync(Streams.Control, Subjects.TradingControl, cancellationToken);
        return last is null ? (0, null) : (last.Sequence, ContractsJson.Read<TradingControl>(last.Data.Span));
    }
}
