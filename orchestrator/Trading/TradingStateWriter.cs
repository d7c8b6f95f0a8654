using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Domain.Risk;
using Pipeline.Hosting;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Trading;

/// <summary>Writes the trading state as a compare-and-set: two who write at once cannot overwrite each other unseen.</summary>
public sealed class TradingStateWriter(MessagePublisher publisher, StoredMessages stored, TimeProvider machine)
{
    private const int MostAttempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="NATS.Client.Core.NatsException">The server is away.</exception>
    public async Task<StoredTrading> ReadAsync(CancellationToken cancellationToken)
    {
        var last = await stored.LastMessageOfAsync(Streams.Control, Subjects.TradingControl, cancellationToken);
        return last is null ? new StoredTrading(0, null, null) : Read(last.Sequence, last.Data);
    }

    public static StoredTrading Read(ulong sequence, ReadOnlyMemory<byte> data) =>
        MessageReading.TryRead<TradingControl>(data.Span, out var control, out var reason) ? new StoredTrading(sequence, control, null) : new StoredTrading(sequence, null, reason);

    /// <summary>False when someone else has written since, or the server did not confirm: read again, decide again.</summary>
    /// <param name="by">operator or orchestrator.</param>
    public async Task<bool> TryWriteAsync(StoredTrading seen, TradingDecision decision, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(decision);
        var id = $"trading-{Guid.CreateVersion7(machine.GetUtcNow()):N}";
        var control = new TradingControl
        {
            Id = id,
            CorrelationId = id,
            CausationId = seen.Control?.Id ?? id,
            VenueTime = machine.GetUtcNow(),
            MachineTime = machine.GetUtcNow(),
            State = decision.State,
            Reason = decision.Reason,
            By = by,
            Since = decision.Since,
            ResumedAt = decision.ResumedAt,
            Causes = decision.Causes,
        };
        KillPoint.Reached(KillPoints.OrchestratorControlDecided);
        var written = await publisher.PublishAsync(Subjects.TradingControl, control, PublishExpectation.After(seen.Sequence) with { Patience = Patience }, cancellationToken);
        KillPoint.Reached(KillPoints.OrchestratorControlStored);
        return written is PublishResult.Stored;
    }

    /// <summary>Reads, decides and writes until that holds; writes nothing where nothing changes.</summary>
    /// <exception cref="PipelineException">Others kept changing it, or the server does not confirm.</exception>
    public async Task<TradingDecision> ChangeAsync(Func<StoredTrading, TradingDecision> decide, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decide);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var seen = await ReadAsync(cancellationToken);
            var decision = decide(seen);
            if ((!decision.Changes && seen.Control is not null) || await TryWriteAsync(seen, decision, by, cancellationToken))
                return decision;
        }

        throw new PipelineException(ExitCodes.Failed, "The trading state could not be set: others kept changing it, or nats-server does not confirm. Try again.");
    }
}
