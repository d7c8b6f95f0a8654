using Pipeline.Contracts.Orders;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>ORDERS: what the seller was about to ask, and how each request ended.</summary>
internal static class RequestProjection
{
    public static StoryLine Apply(JournalRows rows, RawMessage raw, OrderIntent intent)
    {
        rows.Execute(
            """
            INSERT OR IGNORE INTO intents (id, sequence, trade_id, symbol, client_order_id, purpose, correlation_id, venue_time, machine_time, body)
            VALUES (@Id, @sequence, @TradeId, @symbol, @ClientOrderId, @Purpose, @CorrelationId, @venueTime, @machineTime, @body)
            """,
            new
            {
                intent.Id,
                sequence = (long)raw.Sequence,
                intent.TradeId,
                symbol = intent.Symbol.Name,
                intent.ClientOrderId,
                intent.Purpose,
                intent.CorrelationId,
                venueTime = JournalText.Of(intent.VenueTime),
                machineTime = JournalText.Of(intent.MachineTime),
                body = JournalText.Body(intent),
            });
        var prices = $"{(intent.LimitPrice is { } limit ? $", limit {limit}" : "")}{(intent.StopPrice is { } stop ? $", stop {stop}" : "")}";
        return new StoryLine(
            "intent", intent.Symbol, intent.ClientOrderId ?? intent.TargetVenueOrderId,
            $"{intent.Purpose.Replace('_', ' ')}: {JournalText.Of(intent.Action)}{(intent.Quantity is { } quantity ? $" {quantity} {intent.Symbol}" : "")}{prices}");
    }

    public static StoryLine Apply(JournalRows rows, RawMessage raw, OrderAnswer answer)
    {
        rows.Execute(
            """
            INSERT OR IGNORE INTO answers (sequence, intent_id, owner, symbol, action, outcome, client_order_id, venue_order_id, correlation_id, sent_at, machine_time, body)
            VALUES (@sequence, @IntentId, @Owner, @symbol, @action, @outcome, @ClientOrderId, @VenueOrderId, @CorrelationId, @sentAt, @machineTime, @body)
            """,
            new
            {
                sequence = (long)raw.Sequence,
                answer.IntentId,
                answer.Owner,
                symbol = answer.Symbol.Name,
                action = JournalText.Of(answer.Action),
                outcome = JournalText.Of(answer.Outcome),
                answer.ClientOrderId,
                answer.VenueOrderId,
                answer.CorrelationId,
                sentAt = JournalText.Of(answer.SentAt),
                machineTime = JournalText.Of(answer.MachineTime),
                body = JournalText.Body(answer),
            });
        return new StoryLine(
            "answer", answer.Symbol, answer.VenueOrderId ?? answer.ClientOrderId,
            $"{answer.Owner}'s {JournalText.Of(answer.Action)}: {JournalText.Of(answer.Outcome)}{(answer.HttpStatus is { } status ? $" ({status})" : "")}{(answer.Text is { Length: > 0 } said ? $", {said}" : "")}");
    }
}
