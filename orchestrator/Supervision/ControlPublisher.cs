using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Writes the commands of a person and the orchestrator's events.</summary>
public sealed class ControlPublisher(MessagePublisher publisher, TimeProvider machine)
{
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

    /// <summary>Tells an event of the orchestrator's own; waits until it is stored, or its patience ends. True when it is stored.</summary>
    /// <param name="process">Who it is about.</param>
    /// <param name="text">One sentence for a person.</param>
    /// <param name="id">A deterministic id where the same event may be told again after a crash.</param>
    /// <param name="reason">Typed reason, snake case.</param>
    /// <param name="patience">Machine time after which it is given up; null: never.</param>
    /// <param name="symbol">The symbol that it concerns; null for none.</param>
    /// <exception cref="PublishRefusedException">It can never be stored.</exception>
    public async Task<bool> TellAsync(
        string type, EventSeverity severity, string process, string text, CancellationToken cancellationToken,
        string? id = null, string? reason = null, IReadOnlyDictionary<string, string>? facts = null, TimeSpan? patience = null, Symbol? symbol = null)
    {
        var now = machine.GetUtcNow();
        var told = new PipelineEvent
        {
            Id = id ?? $"orchestrator-{Guid.CreateVersion7(now):N}",
            CorrelationId = process,
            CausationId = process,
            // The orchestrator supervises the machine: its events happen in machine time.
            VenueTime = now,
            MachineTime = now,
            Process = Processes.Orchestrator,
            Type = type,
            Severity = severity,
            Symbol = symbol,
            Reason = reason,
            Text = text,
            Facts = facts ?? new SortedDictionary<string, string>(StringComparer.Ordinal) { ["process"] = process },
        };
        KillPoint.Reached(KillPoints.OrchestratorEventStoring);
        var expectation = PublishExpectation.Once(told.Id) with { Patience = patience };
        return await publisher.PublishAsync(Subjects.Event(Processes.Orchestrator, type), told, expectation, cancellationToken) is PublishResult.Stored;
    }
}
