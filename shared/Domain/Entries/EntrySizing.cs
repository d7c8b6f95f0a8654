using Pipeline.Contracts.Values;
using Pipeline.Domain.Risk;
using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>The last step: prices, size, and whether the money is there. A wanted size that cannot be paid is refused, not shrunk.</summary>
public static class EntrySizing
{
    /// <param name="question">It has passed every rule: quote and account are there.</param>
    public static EntryDecision Decide(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (limits, quote, account) = (question.Limits, question.Facts.Quote!, question.Facts.Account!);
        if (BracketPrices.For(quote.Ask!.Value, question.Signal.Bar.Close, limits) is not { } prices)
            return Refuse.Because(EntryRefusals.BelowMinimumSize, ("ask", quote.Ask));
        if (prices.Stop >= quote.Bid!.Value)
            return Refuse.Because(EntryRefusals.SpreadTooWide, ("bid", quote.Bid), ("stop", prices.Stop));

        var quantity = PositionSizing.Wanted(limits, account.Equity, prices.Limit, prices.Stop);
        var cost = prices.Limit * quantity;
        if (quantity.IsZero || cost < limits.MinNotional)
            return Refuse.Because(EntryRefusals.BelowMinimumSize, ("quantity", quantity), ("cost", cost), ("limit", prices.Limit));

        var spendable = SpendableMoney.Of(question.Book, account, limits.MaxExposure);
        if (cost > spendable.BuyingPower)
            return Refuse.Because(EntryRefusals.InsufficientBuyingPower, ("cost", cost), ("spendable", spendable.BuyingPower), ("buyingPower", account.BuyingPower));
        if (cost > spendable.Exposure)
            return Refuse.Because(EntryRefusals.ExposureLimit, ("cost", cost), ("left", spendable.Exposure), ("most", limits.MaxExposure));
        return new EntryDecision.Enter(quantity, prices.Limit, prices.Stop, prices.TakeProfit, cost);
    }
}
