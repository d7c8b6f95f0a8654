using Pipeline.Contracts.Events;

namespace Pipeline.Orchestrator.Journal.Reading;

/// <summary>Which events are wanted; what is null does not matter.</summary>
public sealed record EventFilter : JournalFilter
{
    /// <summary>This loud or louder.</summary>
    public EventSeverity? Severity { get; init; }
    public string? Process { get; init; }
    public string? Type { get; init; }
    public string? CorrelationId { get; init; }
    public string? OrderId { get; init; }

    /// <summary>Stands somewhere in the type, the reason, the text, the facts or an id; upper and lower case alike.</summary>
    public string? Text { get; init; }

    /// <summary>Sequence on EVENTS after which; for who follows.</summary>
    public long? AfterSequence { get; init; }

    /// <summary>Sequence on EVENTS before which; for who turns pages backwards.</summary>
    public long? BeforeSequence { get; init; }
}
