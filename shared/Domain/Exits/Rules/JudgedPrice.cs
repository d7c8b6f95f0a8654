using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>A quote that passed the checks; exits are judged on its bid, which is what a seller gets, and never on one last print.</summary>
/// <param name="Bid">Dollars a share.</param>
/// <param name="Mid">Halfway between bid and ask.</param>
/// <param name="At">When the venue made the quote.</param>
public sealed record JudgedPrice(Price Bid, Price Mid, DateTimeOffset At)
{
    /// <summary>Null when the quote must not decide: too old, from the future, a side missing or empty, crossed, too wide.</summary>
    /// <param name="now">Venue time.</param>
    public static JudgedPrice? Of(QuoteValues? quote, QuoteLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (quote is not { Bid: { } bid, Ask: { } ask } || quote.BidSize.IsZero || quote.AskSize.IsZero || bid > ask)
            return null;
        if (now - quote.At > limits.MaximumAge || quote.At - now > limits.MaximumAge)
            return null;
        var mid = new Price((bid.Value + ask.Value) / 2);
        return (ask.Value - bid.Value) / mid.Value <= limits.MaximumSpread ? new JudgedPrice(bid, mid, quote.At) : null;
    }
}
