using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Ledger;

/// <summary>No new entry in a symbol for a while: <c>cooldown.&lt;symbol&gt;</c>, written by the seller after each full exit.</summary>
public sealed record Cooldown : Message
{
    public required Symbol Symbol { get; init; }

    /// <summary>Venue time at which entries are allowed again.</summary>
    public required DateTimeOffset Until { get; init; }
    public required string TradeId { get; init; }
}
