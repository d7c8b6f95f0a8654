using Pipeline.Contracts.Orders;
using Pipeline.Domain.Orders;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>ORDERS: each order as the venue last described it, with its executions.</summary>
internal static class OrderProjection
{
    public static StoryLine Apply(JournalRows rows, RawMessage raw, OrderUpdate update)
    {
        foreach (var order in update.Order.WithLegs())
            Store(rows, raw, update, order);
        if (update.Execution is { } execution)
            ExecutionRows.Add(rows, execution);
        if (update.Amendment is { } amendment)
        {
            rows.Execute(
                "INSERT OR IGNORE INTO amendments (id, venue_order_id, kind, quantity, price, at) VALUES (@Id, @order, @kind, @quantity, @price, @at)",
                new
                {
                    amendment.Id,
                    order = update.Order.VenueOrderId,
                    kind = JournalText.Of(amendment.Kind),
                    quantity = JournalText.Of(amendment.Quantity.Value),
                    price = JournalText.Of(amendment.Price.Value),
                    at = JournalText.Of(amendment.At),
                });
        }

        foreach (var order in update.Order.WithLegs())
            ExecutionRows.FillGaps(rows, Known(rows, order.VenueOrderId)!, update);
        return new StoryLine("order", update.Order.Symbol, update.Order.VenueOrderId, TextOf(update));
    }

    private static void Store(JournalRows rows, RawMessage raw, OrderUpdate update, VenueOrder heard)
    {
        var order = Known(rows, heard.VenueOrderId) is { } known ? OrderTransitions.Later(known, heard) : heard;
        rows.Execute(
            """
            INSERT INTO orders (venue_order_id, sequence, client_order_id, symbol, side, status, is_open, parent_id, correlation_id, submitted_at, venue_time, body)
            VALUES (@VenueOrderId, @sequence, @ClientOrderId, @symbol, @side, @status, @isOpen, @ParentVenueOrderId, @CorrelationId, @submittedAt, @venueTime, @body)
            ON CONFLICT (venue_order_id) DO UPDATE SET
                sequence = @sequence, client_order_id = @ClientOrderId, status = @status, is_open = @isOpen, parent_id = @ParentVenueOrderId,
                correlation_id = CASE WHEN @isOwn THEN @CorrelationId ELSE correlation_id END, submitted_at = @submittedAt, body = @body
            """,
            new
            {
                order.VenueOrderId,
                sequence = (long)raw.Sequence,
                order.ClientOrderId,
                symbol = order.Symbol.Name,
                side = JournalText.Of(order.Side),
                status = JournalText.Of(order.Status),
                isOpen = !order.IsTerminal,
                order.ParentVenueOrderId,
                update.CorrelationId,
                submittedAt = JournalText.Of(order.SubmittedAt),
                venueTime = JournalText.Of(order.SubmittedAt ?? update.VenueTime),
                body = JournalText.Body(update with { Order = order, Execution = null, Amendment = null }),
                isOwn = heard.VenueOrderId == update.Order.VenueOrderId,
            });
    }

    private static VenueOrder? Known(JournalRows rows, string venueOrderId) =>
        rows.Text("SELECT body FROM orders WHERE venue_order_id = @venueOrderId", new { venueOrderId }) is { } body ? JournalText.Message<OrderUpdate>(body).Order : null;

    private static string TextOf(OrderUpdate update)
    {
        var (order, said) = (update.Order, update.Event.Replace('_', ' '));
        var prices = $"{(order.LimitPrice is { } limit ? $" limit {limit}" : "")}{(order.StopPrice is { } stop ? $" stop {stop}" : "")}";
        var match = update.Execution is { } execution ? $": {execution.Quantity} at {execution.Price}" : order.FilledQuantity.IsZero ? "" : $": {order.FilledQuantity} filled so far";
        return $"venue: {JournalText.Of(order.Side)} {order.Quantity} {order.Symbol}{prices} {said}{match}";
    }
}
