namespace Pipeline.Contracts.Events;

/// <content>What the stages tell of their own work.</content>
public static partial class EventCatalogue
{
    private static string[] Scanner => [Processes.Scanner];
    private static string[] Buyer => [Processes.Buyer];
    private static string[] Monitor => [Processes.Monitor];
    private static string[] Seller => [Processes.Seller];

    private static IEnumerable<EventType> OfStages => [.. OfScanner, .. OfBuyer, .. OfMonitor, .. OfSeller];

    private static IEnumerable<EventType> OfScanner =>
    [
        new("universe_changed", Scanner, "What is watched was chosen; facts: the symbols, and those dropped by reason."),
        new("signal_found", Scanner, "A bar scored 100 or more."),
        new("candidate_refused", Scanner, "Bars made their symbols candidates and no signals; one event a minute of bars counts them by reason and names the nearest with their scores."),
        new("data_gap_found", Scanner, "The stream is back, and the bars since it was lost are asked for."),
        new("data_gap_filled", Scanner, "The missing bars were read."),
        new("data_stale", Scanner, "Market data do not come though they should: the stream stands and is silent, or requests are not answered."),
        new("feed_connected", Scanner, "Market data come, and nothing is missing."),
        new("feed_lost", Scanner, "The stream of market data was lost."),
        new("feed_polling", Scanner, "Market data are asked for until the stream is back."),
        new("feed_degraded", Scanner, "The venue refused a part of the subscription."),
    ];

    private static IEnumerable<EventType> OfBuyer =>
    [
        new("signal_received", Buyer, "A signal is looked at."),
        new("signal_repeated", Buyer, "A signal came that was answered before."),
        new("signal_refused", Buyer, "A signal is not bought; the reason says why."),
        new("entry_decided", Buyer, "A signal is bought: how much and at what price at most."),
        new("entry_intended", Buyer, "The entry passed the money gate; its money is reserved."),
        new("entry_sent", Buyer, "The entry's request has left."),
        new("entry_answered", Buyer, "The venue answered the entry's request."),
        new("entry_unknown", Buyer, "The entry's request may or may not have arrived; its symbol is blocked and its money kept."),
        new("entry_resolved", Buyer, "What became of an entry in doubt is known now."),
        new("entry_canceled", Buyer, "The rest of an entry was asked to be canceled."),
        new("limit_approached", Buyer, "A limit on what may be lost, held or spent is nearly used up; the reason is its name."),
        new("entry_cancel_stuck", Buyer, "The venue does not carry out a cancel."),
        new("account_read", Buyer, "What the account is worth now; told when it has changed, once a minute at most."),
    ];

    private static IEnumerable<EventType> OfMonitor =>
    [
        new("execution_recorded", Monitor, "Shares were executed and are in the book."),
        new("position_opened", Monitor, "A round trip has begun."),
        new("position_changed", Monitor, "What is held has changed."),
        new("position_closed", Monitor, "Nothing is held any more; facts: the profit."),
        new("adjustment_applied", Monitor, "A bust, correction, split, fee in kind, new name or adoption changed a position."),
        new("protection_wanted", Monitor, "Where the stop must rest has changed."),
        new("protection_verified", Monitor, "A working stop covers all that is held."),
        new("protection_missing", Monitor, "Shares are held that no working stop covers."),
        new("protection_mended", Monitor, "They are covered again."),
        new("trailing_created", Monitor, "A position has a stop that may trail."),
        new("trailing_activated", Monitor, "The gain was enough: the stop trails from now on."),
        new("trailing_moved", Monitor, "The stop has been moved up."),
        new("breakeven_reached", Monitor, "The stop rests at the entry price or above."),
        new("exit_decided", Monitor, "A position is to be left, or has been left at the venue; the reason says why."),
        new("reconcile_started", Monitor, "Book and venue are compared."),
        new("reconcile_mismatch", Monitor, "Book and venue differ."),
        new("reconcile_mended", Monitor, "A difference is over."),
        new("reconcile_finished", Monitor, "Book and venue were compared."),
        new("orphan_found", Monitor, "An order works that belongs to no position."),
        new("external_change", Monitor, "Somebody else, or the venue itself, changed the account."),
        new("session_changed", Monitor, "The venue changed the hours of a trading day, as for an early close; entries and exits go by the new ones."),
        new("rules_stale", Monitor, "The exit rules have had no price to judge for long; the stop at the venue stands."),
        new("stream_lost", Monitor, "The account stream was lost."),
        new("stream_polling", Monitor, "Orders are asked for until the account stream is back."),
        new("stream_back", Monitor, "The account stream is back."),
    ];

    private static IEnumerable<EventType> OfSeller =>
    [
        new("step_decided", Seller, "A dry run's word: the step that would come next."),
        new("exit_wanted", Seller, "The monitor wants a position left."),
        new("stop_placed", Seller, "A stop was placed."),
        new("stop_moved", Seller, "A stop was moved or resized."),
        new("stop_put_off", Seller, "A stop could not be asked for yet; it is tried again."),
        new("stop_refused", Seller, "The venue refused a stop, or its answer is not known."),
        new("orphan_canceled", Seller, "An order that belongs to no position was canceled."),
        new("exit_sent", Seller, "An exit's request has left."),
        new("exit_answered", Seller, "The venue answered an exit's request."),
        new("exit_escalated", Seller, "The exit's deadline has passed: what is left goes at market."),
        new("undo_started", Seller, "Protection was refused: the position is left at market."),
        new("undo_failed", Seller, "That sale was refused too: a wide stop is the last resort."),
        new("order_stuck", Seller, "The venue neither ends nor works an order."),
        new("flat_proven", Seller, "The venue shows that nothing is held and nothing works."),
        new("trade_recorded", Seller, "The round trip was recorded."),
        new("cooldown_set", Seller, "The symbol is not entered for a while."),
        new("journal_damaged", Seller, "What the seller had written down on its own disk is damaged."),
    ];
}
