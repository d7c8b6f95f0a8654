using System.Text.Json;
using Pipeline.Contracts.Orders;

namespace Pipeline.Broker.Json;

/// <summary>Reads executions, from the account's activities and from the stream; both give the same key.</summary>
internal static class WireExecution
{
    /// <summary>An activity of type FILL; null for what the pipeline cannot name.</summary>
    public static Execution? FromActivity(JsonElement activity)
    {
        if (!WireSymbol.TryRead(activity, out var symbol))
            return null;
        return new Execution
        {
            VenueOrderId = activity.RequiredText("order_id"),
            Symbol = symbol,
            Side = WireOrder.ReadSide(activity),
            Quantity = activity.Shares("qty") ?? throw JsonFields.Missing("qty"),
            Price = activity.Price("price") ?? throw JsonFields.Missing("price"),
            CumulativeQuantity = activity.Shares("cum_qty") ?? throw JsonFields.Missing("cum_qty"),
            At = activity.RequiredTime("transaction_time"),
        };
    }

    /// <summary>The match that a stream event speaks of; null when it speaks of none, or leaves price or quantity out.</summary>
    public static Execution? FromEvent(JsonElement data, string word, VenueOrder order, DateTimeOffset at)
    {
        if (word is not ("fill" or "partial_fill") || data.Price("price") is not { } price || data.Shares("qty") is not { IsZero: false } quantity)
            return null;
        return new Execution
        {
            VenueOrderId = order.VenueOrderId,
            Symbol = order.Symbol,
            Side = order.Side,
            Quantity = quantity,
            Price = price,
            CumulativeQuantity = order.FilledQuantity,
            At = at,
        };
    }
}
