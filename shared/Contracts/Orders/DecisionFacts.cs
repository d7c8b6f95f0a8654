using Pipeline.Contracts.Market;

namespace Pipeline.Contracts.Orders;

/// <summary>All that a decision saw beside its message, so that the same inputs give the same decision again.</summary>
public sealed record DecisionFacts
{
    /// <summary>The venue time the decision was given.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Revision of the configuration in force (a hash of the effective settings).</summary>
    public required string ConfigurationRevision { get; init; }

    /// <summary>Stream name to the last sequence folded into the books the decision used.</summary>
    public required IReadOnlyDictionary<string, ulong> Folded { get; init; }
    public QuoteValues? Quote { get; init; }
    public AccountValues? Account { get; init; }
    public AssetFacts? Asset { get; init; }

    /// <summary>Machine time of the monitor's last word that it is ready; null when it was never heard, or has taken it back.</summary>
    public DateTimeOffset? MonitorReadyAt { get; init; }

    /// <summary>Machine time of the seller's last word that it is ready; null when it was never heard, or has taken it back.</summary>
    public DateTimeOffset? SellerReadyAt { get; init; }

    /// <summary>Entries of the last minute of machine time, as they were counted.</summary>
    public int? EntriesWithinMinute { get; init; }

    /// <summary>False when the account was restricted, or not verified to be long only without margin.</summary>
    public bool? AccountMayTrade { get; init; }

    /// <summary>True when the books were read without a gap.</summary>
    public bool? BookIsCurrent { get; init; }

    /// <summary>True when the halt file lay in the run folder.</summary>
    public bool? HaltFilePresent { get; init; }

    /// <summary>What the decider itself saw standing against entering, by its names in snake case.</summary>
    public IReadOnlyList<string>? Conditions { get; init; }
}
