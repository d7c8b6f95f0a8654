using System.Text.Json;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Json;

/// <summary>Reads bars and quotes, alike in REST and stream.</summary>
internal static class WireMarket
{
    /// <summary>Null when a price or the time is missing: such a bar says nothing.</summary>
    public static BarValues? ReadBar(JsonElement bar)
    {
        if (bar.Time("t") is not { } start
            || bar.Price("o") is not { } open
            || bar.Price("h") is not { } high
            || bar.Price("l") is not { } low
            || bar.Price("c") is not { } close)
        {
            return null;
        }

        return new BarValues { Start = start, Open = open, High = high, Low = low, Close = close, Volume = Size(bar, "v") };
    }

    /// <summary>A side whose price is zero is null; null altogether without a time.</summary>
    public static QuoteValues? ReadQuote(JsonElement quote) => quote.Time("t") is not { } at
        ? null
        : new QuoteValues { Bid = quote.Price("bp"), Ask = quote.Price("ap"), BidSize = Size(quote, "bs"), AskSize = Size(quote, "as"), At = at };

    private static Shares Size(JsonElement element, string name) =>
        element.Decimal(name) is { } size and > 0 ? new Shares(decimal.Round(size, 9, MidpointRounding.ToZero)) : Shares.Zero;
}
