using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>Decides on a signal: every rule in order, the first refusal stands; then price and size.</summary>
public static class EntryRules
{
    private static readonly IReadOnlyList<Func<EntryQuestion, Refuse?>> Rules =
    [
        SignalRules.Duplicate,
        SignalRules.Expired,
        PairRules.Allowed,
        TradingRules.HaltFile,
        TradingRules.TradingState,
        TradingRules.Condition,
        TradingRules.Locked,
        ReadinessRules.Monitor,
        ReadinessRules.Seller,
        ReadinessRules.Book,
        ReadinessRules.Account,
        PairRules.Known,
        SessionRules.Inside,
        SessionRules.NearClose,
        SlotRules.CooledDown,
        SlotRules.SymbolOccupied,
        SlotRules.Positions,
        SlotRules.OrderRate,
        QuoteRules.Present,
        QuoteRules.Fresh,
        QuoteRules.NotCrossed,
        QuoteRules.Spread,
        QuoteRules.PriceRanAway,
        PairRules.PriceStep,
    ];

    public static EntryDecision Decide(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        foreach (var rule in Rules)
        {
            if (rule(question) is { } refusal)
                return refusal;
        }

        return VenueRuleCheck.Of(EntrySizing.Decide(question), question);
    }
}
