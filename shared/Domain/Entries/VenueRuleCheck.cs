using Pipeline.Contracts.Market;
using Pipeline.Domain.VenueRules;

namespace Pipeline.Domain.Entries;

/// <summary>The last question about an entry: would the venue take it? Asked before any money is reserved.</summary>
public static class VenueRuleCheck
{
    /// <summary>The entry as it is, or its refusal in the venue's words.</summary>
    public static EntryDecision Of(EntryDecision decision, EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (decision is not EntryDecision.Enter enter)
            return decision;

        // An occupied symbol was refused before: nothing is held in it, and nothing is open.
        var facts = new KnownFacts { Asset = question.Facts.Asset ?? new AssetFacts(), Position = 0m, OpenOrders = [], MayShort = false };
        return OrderCheck.Check(EntryTerms.Of(question.Signal.Symbol, enter), facts) is { } refusal
            ? EntryDecision.Refuse.Because(EntryRefusals.VenueRule, ("rule", refusal.Rule), ("venue", refusal.Text))
            : decision;
    }
}
