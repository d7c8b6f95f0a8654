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
    public static JudgedPrice? Of(QuoteValues? quote, QuoteLimits limits, DateTimeOffset now) =>
        FaultOf(quote, limits, now) is null && quote is { Bid: { } bid, Ask: { } ask } ? new JudgedPrice(bid, Between(bid, ask), quote.At) : null;

    /// <summary>Why the quote must not decide; null when it may.</summary>
    /// <param name="now">Venue time.</param>
    public static QuoteFault? FaultOf(QuoteValues? quote, QuoteLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (quote is null)
            return QuoteFault.None;
        if (quote is not { Bid: { } bid, Ask: { } ask } || quote.BidSize.IsZero || quote.AskSize.IsZero)
            return QuoteFault.OneSided;
        if (bid > ask)
            return QuoteFault.Crossed;
        if (now - quote.At > limits.MaximumAge)
            return QuoteFault.Stale;
        if (limits.IsAhead(quote, now))
            return QuoteFault.FromTheFuture;
        return (ask.Value - bid.Value) / Between(bid, ask).Value <= limits.MaximumSpread ? null : QuoteFault.Wide;
    }

    private static Price Between(Price bid, Price ask) => new((bid.Value + ask.Value) / 2);
}

/// <summary>What keeps a quote from deciding.</summary>
public enum QuoteFault
{
    /// <summary>There is none.</summary>
    None,
    OneSided,
    Crossed,
    Stale,
    FromTheFuture,
    Wide,
}
