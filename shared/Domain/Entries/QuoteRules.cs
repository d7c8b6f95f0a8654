using Pipeline.Contracts.Values;
using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>Is there a price to trust, and is it still the price the signal spoke of?</summary>
public static class QuoteRules
{
    public static Refuse? Present(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Facts.Quote is { Bid: not null, Ask: not null } ? null : Refuse.Because(EntryRefusals.NoQuote);
    }

    /// <summary>Neither too old nor further ahead than the clocks may differ: such a quote would never grow old.</summary>
    public static Refuse? Fresh(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var age = question.Facts.Now - question.Facts.Quote!.At;
        return age > question.Limits.QuoteMaxAge || -age > question.Limits.ClockTolerance
            ? Refuse.Because(EntryRefusals.QuoteStale, ("age", age), ("maxAge", question.Limits.QuoteMaxAge))
            : null;
    }

    public static Refuse? NotCrossed(EntryQuestion question)
    {
        var (bid, ask) = Sides(question);
        return bid > ask ? Refuse.Because(EntryRefusals.QuoteCrossed, ("bid", bid), ("ask", ask)) : null;
    }

    public static Refuse? Spread(EntryQuestion question)
    {
        var (bid, ask) = Sides(question);
        var spread = (ask.Value - bid.Value) / ((ask.Value + bid.Value) / 2);
        return spread > question.Limits.MaxSpread
            ? Refuse.Because(EntryRefusals.SpreadTooWide, ("spread", decimal.Round(spread, 6)), ("most", question.Limits.MaxSpread), ("bid", bid), ("ask", ask))
            : null;
    }

    public static Refuse? PriceRanAway(EntryQuestion question)
    {
        var (_, ask) = Sides(question);
        var most = question.Signal.Bar.Close.Moved(question.Limits.SlippageCap);
        return ask > most ? Refuse.Because(EntryRefusals.PriceRanAway, ("ask", ask), ("most", most), ("close", question.Signal.Bar.Close)) : null;
    }

    private static (Price Bid, Price Ask) Sides(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return (question.Facts.Quote!.Bid!.Value, question.Facts.Quote.Ask!.Value);
    }
}
