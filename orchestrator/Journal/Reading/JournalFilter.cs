using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Journal.Reading;

/// <summary>Which rows are wanted; what is null does not matter.</summary>
public record JournalFilter
{
    public Symbol? Symbol { get; init; }
    public string? Strategy { get; init; }

    /// <summary>Venue time at or after which it happened.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Venue time before which it happened.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many rows at most, the newest ones; null: all.</summary>
    public int? Limit { get; init; }
}
