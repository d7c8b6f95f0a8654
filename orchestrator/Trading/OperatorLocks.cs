using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Trading;

/// <summary>Locks of a person: written as a compare-and-set, so that none overwrites one it has not seen.</summary>
public sealed class OperatorLocks(MessagePublisher publisher, StoredMessages stored, TimeProvider machine)
{
    private const string Operator = "operator";
    private const int MostAttempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <param name="until">Venue time; <see cref="DateTimeOffset.MaxValue"/> until it is removed.</param>
    /// <param name="venueNow">Venue time.</param>
    /// <exception cref="PipelineException">Exit code 77: the orchestrator keeps it locked, and a shorter lock would not hold.</exception>
    public Task AddAsync(Symbol symbol, DateTimeOffset until, string reason, DateTimeOffset venueNow, CancellationToken cancellationToken) =>
        ChangeAsync(symbol, until, reason, venueNow, found => IsOrchestrators(found, venueNow) && until != DateTimeOffset.MaxValue
            ? $"{symbol} is locked by the orchestrator until its cause is over ({found!.Reason}). Leave out --for to keep it locked beyond that."
            : null, cancellationToken);

    /// <param name="venueNow">Venue time.</param>
    /// <exception cref="PipelineException">Exit code 77: there is no lock, or the orchestrator keeps it locked while its cause stands.</exception>
    public Task RemoveAsync(Symbol symbol, DateTimeOffset venueNow, CancellationToken cancellationToken) =>
        ChangeAsync(symbol, DateTimeOffset.UnixEpoch, "removed by the operator", venueNow, found => found is null || found.Until <= venueNow
            ? $"{symbol} is not locked. See ./pipeline locks; a cooldown after a trade ends by itself."
            : null, cancellationToken);

    private async Task ChangeAsync(Symbol symbol, DateTimeOffset until, string reason, DateTimeOffset venueNow, Func<LockControl?, string?> obstacle, CancellationToken cancellationToken)
    {
        var subject = Subjects.Lock(symbol);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var last = await stored.LastMessageOfAsync(Streams.Control, subject, cancellationToken);
            var found = last is not null && MessageReading.TryRead<LockControl>(last.Data.Span, out var control, out _) ? control : null;
            if (obstacle(found) is { } why)
                throw new PipelineException(ExitCodes.Refused, why);
            var now = machine.GetUtcNow();
            var id = $"lock-{Guid.CreateVersion7(now):N}";
            var wanted = new LockControl { Id = id, CorrelationId = id, CausationId = id, VenueTime = venueNow, MachineTime = now, Symbol = symbol, Until = until, Reason = reason, By = Operator };
            if (await publisher.PublishAsync(subject, wanted, PublishExpectation.After(last?.Sequence ?? 0) with { Patience = Patience }, cancellationToken) is PublishResult.Stored)
                return;
        }

        throw new PipelineException(ExitCodes.Failed, $"The lock of {symbol} could not be written: others kept changing it, or nats-server does not confirm. Try again.");
    }

    private static bool IsOrchestrators(LockControl? found, DateTimeOffset venueNow) => found is { By: Processes.Orchestrator } && found.Until > venueNow;
}
