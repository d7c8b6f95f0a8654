using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>One place that alerts go to.</summary>
public sealed record AlertRoute
{
    public required string Name { get; init; }

    /// <summary>A secret: whoever has it may post there. Never logged, never told.</summary>
    public required Uri Url { get; init; }
    public required WebhookShape Shape { get; init; }

    /// <summary>The quietest severity that goes there.</summary>
    public EventSeverity Least { get; init; } = EventSeverity.Warning;

    /// <summary>The kinds that go there; null: all.</summary>
    public IReadOnlyList<AlertKind>? Kinds { get; init; }

    /// <summary>Telegram's chat; null elsewhere.</summary>
    public string? ChatId { get; init; }

    public bool Takes(Alert alert) => RouteRules.Takes(alert, Least, Kinds);

    /// <summary>Without the address.</summary>
    public override string ToString() => $"{Name} ({Shape.ToString().ToLowerInvariant()}, {Least.ToString().ToLowerInvariant()} and graver)";
}
