using System.Text.Json.Serialization;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Market;

/// <summary>The best bid and offer at one moment; a side without a quote is null.</summary>
public sealed record QuoteValues
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Price? Bid { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Price? Ask { get; init; }
    public required Shares BidSize { get; init; }
    public required Shares AskSize { get; init; }

    /// <summary>When the venue made the quote, by the venue's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
