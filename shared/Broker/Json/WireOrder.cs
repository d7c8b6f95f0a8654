using System.Text.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Json;

/// <summary>Reads the venue's order object (wire contract 2.5).</summary>
internal static class WireOrder
{
    /// <summary>Null for an order in something the pipeline cannot name, an option or a combination for instance.</summary>
    /// <remarks>
    /// What decides about shares is never made up: an order left out because its symbol is not told, or executed shares taken for none, would make bare what is covered, or lose a fill.
    /// </remarks>
    /// <exception cref="JsonException">It is not an order: no id, no symbol, no side, no status, or an end that does not say how much was executed.</exception>
    public static VenueOrder? Read(JsonElement order, string? parentId = null)
    {
        var id = order.RequiredText("id");
        if (!WireSymbol.TryRead(order, out var symbol))
            return IsOfWhatHasNoName(order) ? null : throw JsonFields.Missing("symbol");
        var word = order.RequiredText("status");
        var status = WireEnum<OrderStatus>.Parse(word);
        return new VenueOrder
        {
            VenueOrderId = id,
            ClientOrderId = order.Text("client_order_id") ?? "",
            Symbol = symbol,
            Side = ReadSide(order),
            Type = WireEnum<OrderType>.Parse(order.Text("type") ?? order.Text("order_type")),
            TimeInForce = WireEnum<TimeInForce>.Parse(order.Text("time_in_force")),
            Class = order.Text("order_class") is not { Length: > 0 } form ? OrderClass.Simple : WireEnum<OrderClass>.Parse(form),
            Status = status,
            RawStatus = word,
            Quantity = order.Shares("qty"),
            FilledQuantity = order.Shares("filled_qty") ?? (SaysThatItExecuted(status) ? throw JsonFields.Missing("filled_qty") : Shares.Zero),
            FilledAveragePrice = order.Price("filled_avg_price"),
            LimitPrice = order.Price("limit_price"),
            StopPrice = order.Price("stop_price"),
            ParentVenueOrderId = parentId,
            ReplacesVenueOrderId = order.Text("replaces"),
            ReplacedByVenueOrderId = order.Text("replaced_by"),
            SubmittedAt = order.Time("submitted_at") ?? order.Time("created_at"),
            UpdatedAt = order.Time("updated_at"),
            Legs = [.. order.Items("legs").Select(leg => Read(leg, id)).OfType<VenueOrder>()],
        };
    }

    // A combination has no symbol of its own; anything else without one is an order of which we do not know whose.
    private static bool IsOfWhatHasNoName(JsonElement order) => order.Text("symbol") is { Length: > 0 } || order.Text("order_class") == "mleg";

    private static bool SaysThatItExecuted(OrderStatus status) =>
        status is OrderStatus.PartiallyFilled or OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Replaced;

    /// <exception cref="JsonException">The side is missing or unknown.</exception>
    public static OrderSide ReadSide(JsonElement element) => element.Text("side") switch
    {
        "buy" => OrderSide.Buy,
        "sell" or "sell_short" => OrderSide.Sell,
        _ => throw JsonFields.Missing("side"),
    };
}
