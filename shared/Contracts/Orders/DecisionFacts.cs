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
}
