using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

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
    /// <exception cref="JsonException">The order is told to have executed less than this match: the key of the execution would be wrong.</exception>
    public static Execution? FromEvent(JsonElement data, string word, VenueOrder order, DateTimeOffset at)
    {
        if (word is not ("fill" or "partial_fill") || data.Price("price") is not { } price || data.Shares("qty") is not { IsZero: false } quantity)
            return null;
        if (order.FilledQuantity < quantity)
            throw new JsonException($"'filled_qty' is {order.FilledQuantity}, less than the match of {quantity} it is told with.");
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

    /// <summary>What a stream event took back or corrected; null when it did neither, or leaves out of which execution: the comparison of quantities finds that.</summary>
    public static ExecutionAmendment? AmendmentFromEvent(JsonElement data, string word, VenueOrder order, DateTimeOffset at)
    {
        if (word is not ("trade_bust" or "trade_correct") || data.Price("price") is not { } price || data.Shares("qty") is not { IsZero: false } quantity)
            return null;
        var execution = data.Text("execution_id") is { Length: > 0 } id ? id : order.VenueOrderId;
        return new ExecutionAmendment
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{execution}-{at.UtcTicks}"),
            Kind = word == "trade_bust" ? AdjustmentKind.Bust : AdjustmentKind.Correction,
            Quantity = quantity,
            Price = price,
            At = at,
        };
    }

    /// <summary>An activity that is no execution; null for what the pipeline cannot name.</summary>
    public static AccountActivity? ActivityOf(JsonElement activity)
    {
        if (activity.Text("activity_type") is not { Length: > 0 } type || type == "FILL")
            return null;
        Symbol? symbol = null;
        if (activity.Text("symbol") is { Length: > 0 })
        {
            if (!WireSymbol.TryRead(activity, out var named))
                return null;
            symbol = named;
        }

        var at = activity.Time("created_at") ?? activity.Time("transaction_time") ??
            (DateOnly.TryParse(activity.Text("date"), CultureInfo.InvariantCulture, out var day) ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : throw JsonFields.Missing("date"));
        return new AccountActivity(activity.RequiredText("id"), type, symbol, activity.Decimal("qty") ?? 0, new Money(activity.Decimal("net_amount") ?? 0), at);
    }
}
