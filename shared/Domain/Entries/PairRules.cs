using Pipeline.Contracts.Values;
using Pipeline.Domain.VenueRules;
using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>May this pair be traded at all? Pairs are off unless switched on, and only those are taken whose exits can be placed as well.</summary>
public static class PairRules
{
    private const string Dollars = "/USD";

    /// <summary>The venue's highest fee on a purchase, kept in coins.</summary>
    private const decimal FeeInKind = 0.0025m;

    /// <summary>The part of a purchase that fee and steps may cost together; a larger loss would look like shares gone astray.</summary>
    private const decimal LeastLeft = 0.99m;

    /// <summary>How far below its stop a position may be sold: room for the stop's own limit and for wider ones.</summary>
    private const decimal Below = 0.9m;

    /// <summary>Switched on, and paid in dollars: all prices and money here are dollars.</summary>
    public static Refuse? Allowed(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var symbol = question.Signal.Symbol;
        if (!symbol.IsCrypto || (question.Limits.Crypto && symbol.Name.EndsWith(Dollars, StringComparison.Ordinal)))
            return null;
        return Refuse.Because(EntryRefusals.AssetClassUnsupported, ("assetClass", "crypto"), ("switchedOn", question.Limits.Crypto));
    }

    /// <summary>The venue's steps are known; without them neither a quantity nor a price would be taken.</summary>
    public static Refuse? Known(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Signal.Symbol.IsCrypto && question.Facts.Asset is not { QuantityStep: not null, PriceStep: not null }
            ? Refuse.Because(EntryRefusals.AssetUnknown, ("quantityStep", question.Facts.Asset?.QuantityStep), ("priceStep", question.Facts.Asset?.PriceStep))
            : null;
    }

    /// <summary>Stops move on our tick; where the venue's step is coarser, they could not be placed.</summary>
    public static Refuse? PriceStep(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question is not { Signal.Symbol.IsCrypto: true, Facts: { Asset.PriceStep: { } step, Quote.Bid: { } bid } })
            return null;
        var lowest = new Price(bid.Value * (1 - question.Limits.StopLoss) * Below);
        return Multiple(lowest.Tick, step) && Multiple(bid.Tick, step)
            ? null
            : Refuse.Because(EntryRefusals.PriceStepTooCoarse, ("priceStep", step), ("tick", lowest.Tick), ("bid", bid));
    }

    /// <summary>What is left after the fee, in whole steps, can be sold again at the stop and a good way below.</summary>
    public static Refuse? SoldAgain(EntryQuestion question, Shares quantity, Price stop)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question is not { Signal.Symbol.IsCrypto: true, Facts.Asset: { QuantityStep: { } step } asset })
            return null;
        var left = Math.Floor(quantity.Value * (1 - FeeInKind) / step) * step;
        var worth = left * stop.Value * Below;
        return left >= (asset.SmallestOrder ?? 0m) && left >= quantity.Value * LeastLeft && worth >= CryptoRule.LeastWorth
            ? null
            : Refuse.Because(EntryRefusals.BelowMinimumSize, ("quantity", quantity), ("sellable", left), ("worth", decimal.Round(worth, 2)), ("step", step), ("smallest", asset.SmallestOrder));
    }

    private static bool Multiple(decimal tick, decimal step) => tick % step == 0m;
}
