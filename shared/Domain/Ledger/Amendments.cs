using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>Folds what the venue took back or corrected: each amendment once, by its id, and never by taking back what was counted.</summary>
public static class Amendments
{
    private const int NotionalDecimals = 9;

    /// <summary>The position with the amendment; the same one when it is known, or changes nothing that is held.</summary>
    /// <param name="order">The order of the execution, as the venue describes it after the change.</param>
    public static Position Apply(Position position, VenueOrder order, ExecutionAmendment amendment)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(amendment);
        var id = IdOf(order.VenueOrderId, amendment);
        if (position.Adjustments.Any(applied => applied.Id == id))
            return position;
        var folded = position.Orders.FirstOrDefault(known => known.VenueOrderId == order.VenueOrderId && known.TradeId == position.TradeId);
        if (position.Quantity.IsZero || folded is null)
            return OfAnotherRoundTrip(position, order, amendment, id);
        var adjustment = amendment.Kind == AdjustmentKind.Bust
            ? new PositionAdjustment
            {
                Id = id,
                Kind = AdjustmentKind.Bust,
                QuantityChange = order.Side == OrderSide.Buy ? -amendment.Quantity.Value : amendment.Quantity.Value,
                Amends = order.Side,
                NotionalChange = -(amendment.Price * amendment.Quantity),
                At = amendment.At,
            }
            : new PositionAdjustment
            {
                Id = id,
                Kind = AdjustmentKind.Correction,
                QuantityChange = 0,
                Amends = order.Side,
                NotionalChange = Corrected(order, amendment, folded) - Counted(position, folded),
                At = amendment.At,
            };
        return PositionFold.Adjust(position, adjustment, stop: null, takeProfit: null);
    }

    /// <summary>What an amendment was booked as; null when the position does not hold it.</summary>
    public static PositionAdjustment? Find(Position position, VenueOrder order, ExecutionAmendment amendment)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(amendment);
        var id = IdOf(order.VenueOrderId, amendment);
        return position.Adjustments.FirstOrDefault(applied => applied.Id == id);
    }

    /// <summary>True when a stored update's amendment may not have reached the position: one that was written later, for another cause, was written after it.</summary>
    /// <remarks>The position forgets what was amended in a round trip that is over, so an amendment must not be applied merely because it is not among its adjustments.</remarks>
    public static bool IsOwed(Position stored, OrderUpdate update)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(update);
        return update.Amendment is { } amendment && stored.Id.Length > 0
            && (stored.MachineTime <= update.MachineTime || stored.CausationId == update.Order.VenueOrderId)
            && Find(stored, update.Order, amendment) is null;
    }

    /// <summary>True when the venue has corrected a price of the order: what REST repeats of its executions must not be counted over it.</summary>
    public static bool HasCorrection(Position position, string venueOrderId)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.Adjustments.Any(one => one.Kind == AdjustmentKind.Correction && one.Id.StartsWith(PrefixOf(venueOrderId), StringComparison.Ordinal));
    }

    // A trade that is recorded stays as it is. Shares of it that come back are held at the price they went for, so that both trades together make the cash.
    private static Position OfAnotherRoundTrip(Position position, VenueOrder order, ExecutionAmendment amendment, string id) =>
        amendment.Kind == AdjustmentKind.Bust && order.Side == OrderSide.Sell
            ? PositionFold.Adjust(
                position,
                new PositionAdjustment { Id = id, Kind = AdjustmentKind.Bust, QuantityChange = amendment.Quantity.Value, Price = amendment.Price, At = amendment.At },
                stop: null,
                takeProfit: null)
            : position;

    // Of an order with one execution its price is exact; the mean of several is rounded by the venue, so whole shares are taken to the cent.
    private static Money Corrected(VenueOrder order, ExecutionAmendment amendment, FoldedOrder folded)
    {
        if (amendment.Quantity == folded.CumulativeQuantity || order.FilledAveragePrice is not { } average)
            return amendment.Price * amendment.Quantity;
        var notional = average * folded.CumulativeQuantity;
        return folded.CumulativeQuantity.IsWhole ? notional.RoundedToCents() : new Money(decimal.Round(notional.Value, NotionalDecimals));
    }

    private static Money Counted(Position position, FoldedOrder folded) => new(folded.CumulativeNotional.Value + position.Adjustments
        .Where(one => one.Kind == AdjustmentKind.Correction && one.Id.StartsWith(PrefixOf(folded.VenueOrderId), StringComparison.Ordinal))
        .Sum(one => one.NotionalChange?.Value ?? 0));

    private static string IdOf(string venueOrderId, ExecutionAmendment amendment) => PrefixOf(venueOrderId) + amendment.Id;

    private static string PrefixOf(string venueOrderId) => $"amend-{venueOrderId}-";
}
