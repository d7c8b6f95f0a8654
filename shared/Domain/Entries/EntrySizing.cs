using Pipeline.Contracts.Values;
using Pipeline.Domain.Risk;
using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>The last step: prices, size, and whether the money is there. A wanted size that cannot be paid is refused, not shrunk.</summary>
public static class EntrySizing
{
    /// <summary>The finest quantity that is written anywhere.</summary>
    private const decimal FinestStep = 0.000000001m;

    /// <param name="question">It has passed every rule: quote and account are there.</param>
    public static EntryDecision Decide(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (limits, quote, account, isPair) = (question.Limits, question.Facts.Quote!, question.Facts.Account!, question.Signal.Symbol.IsCrypto);
        if (BracketPrices.For(quote.Ask!.Value, question.Signal.Bar.Close, limits, isPair) is not { } prices)
            return Refuse.Because(EntryRefusals.BelowMinimumSize, ("ask", quote.Ask));
        if (prices.Stop >= quote.Bid!.Value)
            return Refuse.Because(EntryRefusals.SpreadTooWide, ("bid", quote.Bid), ("stop", prices.Stop));

        var quantity = PositionSizing.Wanted(limits, account.Equity, prices.Limit, prices.Stop, StepOf(question));
        var cost = prices.Limit * quantity;
        var least = isPair && limits.LeastPairNotional > limits.MinNotional ? limits.LeastPairNotional : limits.MinNotional;
        if (quantity.IsZero || cost < least)
            return Refuse.Because(EntryRefusals.BelowMinimumSize, ("quantity", quantity), ("cost", cost), ("limit", prices.Limit), ("least", least));

        if (PairRules.SoldAgain(question, quantity, prices.Stop) is { } stuck)
            return stuck;

        var reserved = isPair ? new Money(cost.Value * (1 + limits.PairFee)) : cost;
        var spendable = SpendableMoney.Of(question.Book, account, limits.MaxExposure);
        if (reserved > spendable.BuyingPower)
            return Refuse.Because(EntryRefusals.InsufficientBuyingPower, ("cost", reserved), ("spendable", spendable.BuyingPower), ("buyingPower", account.BuyingPower));
        if (reserved > spendable.Exposure)
            return Refuse.Because(EntryRefusals.ExposureLimit, ("cost", reserved), ("left", spendable.Exposure), ("most", limits.MaxExposure));
        var form = isPair ? EntryForm.Immediate : quantity.IsWhole ? EntryForm.Bracket : EntryForm.Day;
        return new EntryDecision.Enter(quantity, prices.Limit, prices.Stop, prices.TakeProfit, reserved, form);
    }

    /// <summary>Whole shares, unless the venue is known to trade parts and the trader wants them.</summary>
    private static decimal StepOf(EntryQuestion question)
    {
        if (question.Signal.Symbol.IsCrypto)
            return Math.Max(FinestStep, question.Facts.Asset?.QuantityStep ?? FinestStep);
        return question is { Limits.Fractions: true, Facts.Asset.IsFractionable: true } ? FinestStep : 1m;
    }
}
