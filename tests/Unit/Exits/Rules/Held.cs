using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Tests.Unit.Ledger;

namespace Pipeline.Tests.Unit.Exits.Rules;

/// <summary>Ten shares bought at 100, stop at 98, take-profit at 104, and what the rules see of them.</summary>
internal static class Held
{
    public static readonly DateTimeOffset Machine = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Position Position => Venue.Bought();

    public static QuoteValues Quote(decimal bid, decimal? ask = null, DateTimeOffset? at = null) => new()
    {
        Bid = bid > 0 ? new Price(bid) : null,
        Ask = new Price(ask ?? bid + 0.02m),
        BidSize = new Shares(1),
        AskSize = new Shares(1),
        At = at ?? Venue.Noon,
    };

    public static ExitFacts Facts(
        decimal? bid, Position? position = null, TimeSpan? held = null, IReadOnlyList<BarValues>? bars = null, DateTimeOffset? close = null, ExitMemory? memory = null)
    {
        var now = Venue.Noon + (held ?? TimeSpan.Zero);
        var price = bid is { } value ? JudgedPrice.Of(Quote(value, at: now), new QuoteLimits(), now) : null;
        return new ExitFacts(position ?? Position, price, bars ?? [], close, memory ?? ExitMemory.None, now, Machine);
    }

    /// <summary>Minute bars that start now, one for each close.</summary>
    public static IReadOnlyList<BarValues> Bars(params decimal[] closes) => [.. closes.Select((close, i) => new BarValues
    {
        Start = Venue.Noon.AddMinutes(i),
        Open = new Price(close),
        High = new Price(close),
        Low = new Price(close),
        Close = new Price(close),
        Volume = new Shares(100),
    })];
}
