using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Control;

/// <summary>Whether new entries are allowed: <c>control.trading</c>, written by the orchestrator.</summary>
public sealed record TradingControl : Message
{
    public required TradingState State { get; init; }
    public required string Reason { get; init; }

    /// <summary>Who asked: operator, orchestrator.</summary>
    public required string By { get; init; }

    /// <summary>Machine time since which this state holds, whatever was added to its causes since; null: since this message.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Machine time of the newest resume: what was held against entering before it, and ends by a resume alone, holds no more.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>All that stands against entering and is not settled; null or empty when nothing does.</summary>
    public IReadOnlyList<RaisedCondition>? Causes { get; init; }
}

/// <summary>Exits and protection go on in all three.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TradingState>))]
public enum TradingState
{
    /// <summary>Entries and exits.</summary>
    Active,

    /// <summary>No new entries; open entries finish.</summary>
    Reducing,

    /// <summary>No new entries; open entries are canceled; left only by resume.</summary>
    Halted,
}
