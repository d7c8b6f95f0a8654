using System.Globalization;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;
using Pipeline.Hosting.Stages;

namespace Pipeline.Monitor.Books;

/// <summary>Tells as events what has changed between two positions, and what was recorded of an order.</summary>
internal sealed class LedgerTeller(EventTeller events)
{
    public async Task TellAsync(Position before, Position after)
    {
        var opened = after.TradeId != before.TradeId && !after.BoughtQuantity.IsZero;
        if (opened)
            await TellAsync("position_opened", after);
        else if (after.Quantity != before.Quantity)
            await TellAsync("position_changed", after);
        if (after.ClosedAt is not null && (before.ClosedAt is null || before.TradeId != after.TradeId))
            await TellAsync("position_closed", after, ReasonOf(after), ("profit", (after.ExitNotional - after.EntryNotional).ToString()));
        if (after.TrailingActive && !before.TrailingActive)
            await TellAsync("trailing_activated", after);
        if (after.BreakevenReached && !before.BreakevenReached)
            await TellAsync("breakeven_reached", after);
        if (after.WantedStop is not null && (opened || before.WantedStop is null))
            await TellAsync("trailing_created", after);
        else if (after.WantedStop is not null && after.WantedStop != before.WantedStop)
            await TellAsync("trailing_moved", after, facts: ("from", before.WantedStop?.ToString() ?? "none"));
        foreach (var applied in after.Adjustments.Except(before.Adjustments))
            await TellAsync("adjustment_applied", after, Snake(applied.Kind), ("change", applied.QuantityChange.ToString(CultureInfo.InvariantCulture)), ("adjustment", applied.Id));
        if (after.Epoch != before.Epoch)
            await TellWantedAsync(after);
    }

    /// <param name="decidedOn">The quote that the order was decided on; null when it is not known.</param>
    public ValueTask TellAsync(FoldStep step, VenueOrder order, OrderOrigin origin, string correlation, QuoteValues? decidedOn)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["cumulative"] = order.FilledQuantity.ToString(),
            ["recorded"] = step.Recorded.ToString(),
            ["role"] = Snake(origin.Role),
            ["side"] = Snake(order.Side),
        };
        if (order.FilledAveragePrice is { } average)
            facts["averagePrice"] = average.ToString();
        var slippage = ExecutionSlippage.Of(order, origin.Role, decidedOn);
        if (slippage is not null)
            (facts["arrivalPrice"], facts["slippage"]) = (slippage.Arrival.ToString(), slippage.Fraction.ToString(CultureInfo.InvariantCulture));
        Measures.Executed(order, origin.Role, slippage);
        return events.TellAsync(
            "execution_recorded", EventSeverity.Info, correlation, order.VenueOrderId, order.Symbol, order.VenueOrderId, facts: facts, id: $"exec-{order.VenueOrderId}-{order.FilledQuantity}");
    }

    /// <summary>What was recorded of orders between two positions.</summary>
    public async Task ExecutedAsync(Position before, Position after)
    {
        foreach (var order in after.Orders.Where(order => !order.CumulativeQuantity.IsZero))
        {
            if (order.CumulativeQuantity == before.Orders.FirstOrDefault(one => one.VenueOrderId == order.VenueOrderId)?.CumulativeQuantity)
                continue;
            var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["cumulative"] = order.CumulativeQuantity.ToString(),
                ["role"] = Snake(order.Role),
                ["side"] = Snake(order.Side),
            };
            await events.TellAsync(
                "execution_recorded", EventSeverity.Info, after.CorrelationId, order.VenueOrderId, after.Symbol, order.VenueOrderId, facts: facts, id: $"exec-{order.VenueOrderId}-{order.CumulativeQuantity}");
        }
    }

    public ValueTask OversoldAsync(FoldStep step, VenueOrder order, string correlation) => events.TellAsync(
        "reconcile_mismatch", EventSeverity.Critical, correlation, order.VenueOrderId, order.Symbol, order.VenueOrderId, "oversold",
        $"{step.Oversold} more shares of {order.Symbol} were sold than the book holds.", id: $"oversold-{order.VenueOrderId}-{order.FilledQuantity}");

    /// <summary>An execution was taken back or corrected: always loud, for a recorded trade may tell another profit than the cash does.</summary>
    public ValueTask AmendedAsync(ExecutionAmendment amendment, VenueOrder order, string correlation, bool isFolded) => events.TellAsync(
        "external_change", EventSeverity.Warning, correlation, order.VenueOrderId, order.Symbol, order.VenueOrderId, Snake(amendment.Kind),
        amendment.Kind == AdjustmentKind.Bust
            ? $"The venue took back {amendment.Quantity} {order.Symbol} at {amendment.Price}."
            : $"The venue corrected {amendment.Quantity} {order.Symbol} to {amendment.Price}{(isFolded ? "." : "; the recorded trade stays as it is.")}",
        id: $"amended-{amendment.Id}");

    /// <summary>The venue changed the hours of a day that was written down.</summary>
    public ValueTask SessionChangedAsync(Session before, Session after) => events.TellAsync(
        "session_changed", EventSeverity.Warning, after.CorrelationId, before.Id,
        text: string.Create(CultureInfo.InvariantCulture, $"The venue changed the session of {after.Day:yyyy-MM-dd}: it opens at {after.OpensAt.UtcDateTime:HH:mm} and closes at {after.ClosesAt.UtcDateTime:HH:mm} UTC, not {before.OpensAt.UtcDateTime:HH:mm} and {before.ClosesAt.UtcDateTime:HH:mm}."),
        facts: new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["closesAt"] = after.ClosesAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["opensAt"] = after.OpensAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        },
        id: string.Create(CultureInfo.InvariantCulture, $"{after.Id}-{before.ClosesAt.UtcTicks}-{after.OpensAt.UtcTicks}-{after.ClosesAt.UtcTicks}"));

    public ValueTask QuarantinedAsync(DeadLetter letter) => events.TellAsync(
        "message_quarantined", EventSeverity.Error, letter.CorrelationId, letter.Id, reason: "unreadable", text: $"{letter.Subject} cannot be read: {letter.Reason}", id: $"quarantined-{letter.Id}");

    public ValueTask TellAsync(string type, Position position, string? reason = null, params (string Name, string Value)[] facts) =>
        TellAsync(type, EventSeverity.Info, position, reason, text: null, facts);

    public ValueTask TellAsync(string type, EventSeverity severity, Position position, string? reason, string? text, params (string Name, string Value)[] facts)
    {
        var told = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["epoch"] = position.Epoch.ToString(CultureInfo.InvariantCulture),
            ["quantity"] = position.Quantity.ToString(),
            ["tradeId"] = position.TradeId ?? "",
        };
        if (position.AverageEntryPrice is { } entry)
            told["entryPrice"] = entry.ToString();
        if (position.WantedStop is { } stop)
            told["stop"] = stop.ToString();
        if (position.Peak is { } peak)
            told["peak"] = peak.ToString();
        foreach (var (name, value) in facts)
            told[name] = value;
        var correlation = position.CorrelationId.Length > 0 ? position.CorrelationId : position.Symbol.Name;
        return events.TellAsync(
            type, severity, correlation, position.Id, position.Symbol, reason: reason, text: text, facts: told, id: position.Id.Length > 0 ? $"{type}-{position.Id}" : null);
    }

    public static string Snake<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private ValueTask TellWantedAsync(Position position) => position.ExitReason is null && !position.Quantity.IsZero
        ? TellAsync("protection_wanted", position, facts: ("signal", WantedSignal.IdOf(position)))
        : TellAsync("exit_decided", position, ReasonOf(position), ("signal", WantedSignal.IdOf(position)));

    private static string ReasonOf(Position position) => Snake(position.ExitReason ?? ExitReason.ClosedExternally);
}
