using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Ledger;

namespace Pipeline.Domain.Risk;

/// <summary>Which paper trades speak for trading real money: our own entries, with known prices, and nothing in their story that should not have been.</summary>
/// <remarks>A loss is clean: whether the strategy earns is the trader's judgement, whether the machinery holds is this one's.</remarks>
public static class PaperEvidence
{
    /// <summary>Told shortly before or after the trade, and still part of its story.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly HashSet<string> Stains = new(StringComparer.Ordinal)
    {
        "protection_missing", "undo_failed", "order_stuck", "entry_cancel_stuck", "entry_unknown", "reconcile_mismatch", "external_change", "foreign_order", "price_unknown", "book_unreadable", "account_not_long_only",
    };

    private static readonly HashSet<string> StainingConditions = new(StringComparer.Ordinal)
    {
        "unprotected", "book_differs", "short_position", "account_unsafe", "control_unreadable", "store_foreign", "store_lost",
    };

    /// <summary>One verdict a trade, in the order of the trades.</summary>
    /// <param name="trades">Closed trades of the paper account; the same one told twice counts once.</param>
    /// <param name="events">What all processes told in that time, in any order.</param>
    public static IReadOnlyList<TradeVerdict> Judge(IEnumerable<Trade> trades, IEnumerable<PipelineEvent> events)
    {
        ArgumentNullException.ThrowIfNull(trades);
        ArgumentNullException.ThrowIfNull(events);
        List<PipelineEvent> told = [.. events];
        var sent = told.Where(one => one.Type == "entry_sent").Select(one => one.CorrelationId).ToHashSet(StringComparer.Ordinal);
        List<PipelineEvent> stains = [.. told.Where(IsStain)];
        return [.. trades.DistinctBy(trade => trade.TradeId, StringComparer.Ordinal).Select(trade => new TradeVerdict(trade, StainOf(trade, sent, stains)))];
    }

    private static string? StainOf(Trade trade, HashSet<string> sent, List<PipelineEvent> stains)
    {
        if (trade.PriceUnknown)
            return "nobody told its prices";
        if (trade.Strategy == RoundTrip.AdoptedStrategy || !sent.Contains(trade.SignalId))
            return "its entry was not sent by the buyer, or its story is no longer kept";
        return stains.Find(stain => IsOf(stain, trade)) is { } found ? $"{found.Process} told {found.Type}{(found.Reason is { } reason ? $" ({reason})" : "")}" : null;
    }

    private static bool IsStain(PipelineEvent one) => Stains.Contains(one.Type) || (one.Type == "condition_raised" && one.Reason is { } reason && StainingConditions.Contains(reason));

    // What names no symbol concerns all that was held then.
    private static bool IsOf(PipelineEvent stain, Trade trade) =>
        stain.CorrelationId == trade.SignalId
        || ((stain.Symbol is null || stain.Symbol == trade.Symbol) && stain.VenueTime >= trade.EntryAt - Margin && stain.VenueTime <= trade.ExitAt + Margin);
}

/// <summary>Whether one trade is clean.</summary>
/// <param name="Trade">The trade.</param>
/// <param name="Stain">What speaks against it, in words; null when it is clean.</param>
public sealed record TradeVerdict(Trade Trade, string? Stain);
