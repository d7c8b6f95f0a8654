using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;
using Pipeline.Hosting.Stages;

namespace Pipeline.Buyer.Deciding;

/// <summary>Tells the buyer's decisions; ids are deterministic, so what a crash repeats is stored once.</summary>
internal sealed class BuyerEvents(EventTeller teller)
{
    public ValueTask ReceivedAsync(BuySignal signal) => teller.TellAsync(
        "signal_received", EventSeverity.Info, signal.CorrelationId, signal.Id, signal.Symbol, facts: Facts(("score", signal.Score)), id: $"{signal.Id}-received");

    /// <param name="signal">The signal refused.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="seen">All that was decided on, so that the decision can be made again.</param>
    public ValueTask RefusedAsync(BuySignal signal, EntryDecision.Refuse refusal, DecisionFacts seen)
    {
        Measures.Decided(refusal.Reason);
        return teller.TellAsync(
            "signal_refused", EventSeverity.Info, signal.CorrelationId, signal.Id, signal.Symbol, reason: refusal.Reason,
            text: $"{signal.Symbol} was not bought: {refusal.Reason}.", facts: With(refusal.Facts, seen), id: $"{signal.Id}-refused");
    }

    /// <summary>A signal came again whose entry has its end; nothing follows from it.</summary>
    public ValueTask RepeatedAsync(BuySignal signal, ulong sequence) => teller.TellAsync(
        "signal_repeated", EventSeverity.Info, signal.CorrelationId, signal.Id, signal.Symbol, text: $"{signal.Symbol} was answered before.",
        id: string.Create(CultureInfo.InvariantCulture, $"{signal.Id}-repeated-{sequence}"));

    /// <summary>This entry leaves little of a limit.</summary>
    public ValueTask LimitApproachedAsync(BuySignal signal, LimitUse use) => teller.TellAsync(
        "limit_approached", EventSeverity.Warning, signal.CorrelationId, signal.Id, signal.Symbol, reason: use.Limit,
        text: string.Create(CultureInfo.InvariantCulture, $"With {signal.Symbol} {use.Used:0.##} of {use.Most:0.##} are used of the limit {use.Limit.Replace('_', ' ')}."),
        facts: Facts(("used", use.Used), ("most", use.Most)), id: $"{signal.Id}-limit-{use.Limit}");

    public ValueTask QuarantinedAsync(BuySignal signal, string fault) => teller.TellAsync(
        "message_quarantined", EventSeverity.Warning, signal.CorrelationId, signal.Id, signal.Symbol, reason: "invalid_signal", text: fault, id: $"{signal.Id}-quarantined");

    public ValueTask DecidedAsync(BuySignal signal, EntryDecision.Enter enter, EntryFacts facts) => teller.TellAsync(
        "entry_decided", EventSeverity.Info, signal.CorrelationId, signal.Id, signal.Symbol,
        text: $"Buy {enter.Quantity} {signal.Symbol} at {enter.Limit} at most.",
        facts: Facts(
            ("quantity", enter.Quantity), ("limit", enter.Limit), ("stop", enter.Stop), ("takeProfit", enter.TakeProfit), ("reserved", enter.Reserved),
            ("bid", facts.Quote?.Bid), ("ask", facts.Quote?.Ask), ("buyingPower", facts.Account?.BuyingPower)),
        id: $"{signal.Id}-decided");

    public ValueTask IntendedAsync(EntryIntent intent, ulong sequence)
    {
        Measures.Decided("bought");
        return teller.TellAsync(
            "entry_intended", EventSeverity.Info, intent.CorrelationId, intent.SignalId, intent.Symbol, intent.ClientOrderId,
            facts: Facts(("intentId", intent.Id), ("sequence", sequence), ("reserved", intent.Reserved)), id: $"{intent.Id}-intended");
    }

    /// <summary>What the one who decided may not have lived to tell, from what it stored; each is stored once under the id it would have had.</summary>
    /// <param name="intent">The stored intent.</param>
    /// <param name="answer">Its recorded answer; null while there is none.</param>
    public async ValueTask ToldAgainAsync(EntryIntent intent, AnswerOutcome? answer)
    {
        await teller.TellAsync(
            "entry_decided", EventSeverity.Info, intent.CorrelationId, intent.SignalId, intent.Symbol,
            text: $"Buy {intent.Quantity} {intent.Symbol} at {intent.LimitPrice} at most.",
            facts: Facts(
                ("quantity", intent.Quantity), ("limit", intent.LimitPrice), ("stop", intent.StopPrice), ("takeProfit", intent.TakeProfitPrice), ("reserved", intent.Reserved),
                ("bid", intent.Facts.Quote?.Bid), ("ask", intent.Facts.Quote?.Ask), ("buyingPower", intent.Facts.Account?.BuyingPower)),
            id: $"{intent.SignalId}-decided");
        await teller.TellAsync(
            "entry_intended", EventSeverity.Info, intent.CorrelationId, intent.SignalId, intent.Symbol, intent.ClientOrderId,
            facts: Facts(("intentId", intent.Id), ("reserved", intent.Reserved)), id: $"{intent.Id}-intended");
        if (answer == AnswerOutcome.Accepted)
            await teller.TellAsync("entry_resolved", EventSeverity.Info, intent.CorrelationId, intent.Id, intent.Symbol, intent.ClientOrderId, id: $"{intent.Id}-place-accepted-told");
    }

    /// <param name="intent">The intent sent.</param>
    /// <param name="sentAt">Machine time right before the request was written.</param>
    /// <param name="signalPublishedAt">Machine time at which the signal was written; null after a restart.</param>
    public ValueTask SentAsync(EntryIntent intent, DateTimeOffset sentAt, DateTimeOffset? signalPublishedAt)
    {
        Measures.Sent(sentAt, signalPublishedAt);
        return teller.TellAsync(
            "entry_sent", EventSeverity.Info, intent.CorrelationId, intent.Id, intent.Symbol, intent.ClientOrderId,
            facts: Facts(("sentAt", sentAt), ("signalPublishedAt", signalPublishedAt)),
            id: string.Create(CultureInfo.InvariantCulture, $"{intent.Id}-sent-{sentAt.UtcTicks}"));
    }

    /// <summary>The answer, as what it means: answered, unknown, resolved after doubt, or canceled.</summary>
    public ValueTask AnsweredAsync(EntryIntent intent, OrderAnswer answer, string? why, bool afterDoubt)
    {
        var type = answer.Action == OrderAction.Cancel ? "entry_canceled"
            : answer.Outcome == AnswerOutcome.Unknown ? "entry_unknown"
            : afterDoubt ? "entry_resolved" : "entry_answered";
        var severity = answer.Outcome == AnswerOutcome.Accepted ? EventSeverity.Info : EventSeverity.Warning;
        return teller.TellAsync(
            type, severity, intent.CorrelationId, answer.Id, intent.Symbol, intent.ClientOrderId, reason: why, text: answer.Text,
            facts: Facts(("outcome", answer.Outcome.ToString().ToLowerInvariant()), ("venueOrderId", answer.VenueOrderId), ("httpStatus", answer.HttpStatus), ("code", answer.Code)),
            id: $"{answer.Id}-told");
    }

    /// <summary>The venue has not ended an order that it was asked to end: what it executes meanwhile is bought.</summary>
    public ValueTask CancelStuckAsync(EntryIntent intent, string? status, TimeSpan since) => teller.TellAsync(
        "entry_cancel_stuck", EventSeverity.Error, intent.CorrelationId, intent.Id, intent.Symbol, intent.ClientOrderId,
        text: $"The venue was asked {since.TotalSeconds:0.#} s ago to end the entry in {intent.Symbol} and still shows it as {status ?? "unknown"}; it is asked again every few seconds.",
        facts: Facts(("status", status), ("sinceSeconds", since.TotalSeconds)), id: $"{intent.Id}-cancel-stuck");

    /// <summary>The account cannot be made, or verified to be, long only without margin.</summary>
    public ValueTask AccountUnsafeAsync(string text, DateTimeOffset machineNow) => teller.TellAsync(
        "task_failed", EventSeverity.Critical, "account", "account", reason: "account_not_long_only", text: text,
        id: string.Create(CultureInfo.InvariantCulture, $"account-unsafe-{machineNow.UtcTicks}"));

    private static SortedDictionary<string, string> With(IReadOnlyDictionary<string, string> facts, DecisionFacts seen) =>
        new(facts.ToDictionary(), StringComparer.Ordinal) { ["decidedOn"] = JsonSerializer.Serialize(seen, ContractsJson.Default.DecisionFacts) };

    private static SortedDictionary<string, string> Facts(params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var text = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is DateTimeOffset moment)
                text[name] = moment.ToString("O", CultureInfo.InvariantCulture);
            else if (value is not null)
                text[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        return text;
    }
}
