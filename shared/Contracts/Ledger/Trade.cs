using System.Text.Json.Serialization;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Ledger;

/// <summary>A closed round trip: <c>trade.&lt;account&gt;.&lt;symbol&gt;</c>, written by the seller once flat is proven.</summary>
public sealed record Trade : Message
{
    public required string Account { get; init; }
    public required string TradeId { get; init; }
    public required string SignalId { get; init; }
    public required string Strategy { get; init; }
    public required Symbol Symbol { get; init; }
    public required Shares Quantity { get; init; }
    public required Price EntryPrice { get; init; }
    public required Price ExitPrice { get; init; }
    public required DateTimeOffset EntryAt { get; init; }
    public required DateTimeOffset ExitAt { get; init; }
    public required ExitReason ExitReason { get; init; }

    /// <summary>Received minus paid, exact; fees are booked apart.</summary>
    public required Money Profit { get; init; }

    /// <summary>True when nobody told at which price (a part of) the shares went: unknown prices repeat the other side's, and bring no profit. Such a trade is no evidence.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PriceUnknown { get; init; }
}
