using System.Text.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.VenueRules;

namespace Pipeline.Broker.Json;

/// <summary>Reads request bodies back into what the venue's rules look at.</summary>
internal static class WireTerms
{
    /// <summary>Null for an order in something that has no name here: then only the venue can judge it.</summary>
    /// <exception cref="JsonException">The side is missing or unknown.</exception>
    public static OrderTerms? ReadOrder(JsonElement body)
    {
        if (!WireSymbol.TryRead(body, out var symbol))
            return null;
        var (profit, loss) = (body.Field("take_profit") ?? default, body.Field("stop_loss") ?? default);
        return new OrderTerms
        {
            Symbol = symbol,
            Side = WireOrder.ReadSide(body),
            Type = WireEnum<OrderType>.Parse(body.Text("type")),
            TimeInForce = WireEnum<TimeInForce>.Parse(body.Text("time_in_force")),
            Class = body.Text("order_class") is { Length: > 0 } word ? WireEnum<OrderClass>.Parse(word) : OrderClass.Simple,
            ClientOrderId = body.Text("client_order_id"),
            Quantity = body.Decimal("qty"),
            Notional = body.Decimal("notional"),
            LimitPrice = body.Decimal("limit_price"),
            StopPrice = body.Decimal("stop_price"),
            TrailPrice = body.Decimal("trail_price"),
            TrailPercent = body.Decimal("trail_percent"),
            TakeProfitPrice = profit.Decimal("limit_price"),
            StopLossPrice = loss.Decimal("stop_price"),
            StopLossLimitPrice = loss.Decimal("limit_price"),
            ExtendedHours = body.Flag("extended_hours") == true,
        };
    }

    public static ReplaceTerms ReadReplace(JsonElement body) => new()
    {
        Quantity = body.Decimal("qty"),
        TimeInForce = body.Text("time_in_force") is { } word ? WireEnum<TimeInForce>.Parse(word) : null,
        LimitPrice = body.Decimal("limit_price"),
        StopPrice = body.Decimal("stop_price"),
        Trail = body.Decimal("trail"),
        ClientOrderId = body.Text("client_order_id"),
    };
}
