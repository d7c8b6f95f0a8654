using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>What an amended execution changes the cash by: of the amendment itself, so that it is the same after a restart and for a trade that is recorded.</summary>
/// <param name="Id">The amendment's.</param>
/// <param name="At">When the venue decided so, by its clock.</param>
/// <param name="Dollars">What came; null when only the execution as it was listed tells it.</param>
public sealed record CashAmendment(string Id, DateTimeOffset At, Money? Dollars)
{
    private string Order { get; init; } = "";

    private Shares Quantity { get; init; }

    private Price Price { get; init; }

    /// <param name="position">The position of the symbol after the amendment: of a correction it knows the price that was counted before, unless the trade is recorded.</param>
    public static CashAmendment Of(VenueOrder order, ExecutionAmendment amendment, Position position)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(amendment);
        Money? dollars = amendment.Kind == AdjustmentKind.Bust
            ? Signed(order.Side, -(amendment.Price * amendment.Quantity).Value)
            : Amendments.Find(position, order, amendment)?.NotionalChange is { } change ? Signed(order.Side, change.Value) : null;
        return new CashAmendment(amendment.Id, amendment.At, dollars) { Order = order.VenueOrderId, Quantity = amendment.Quantity, Price = amendment.Price };
    }

    /// <summary>Dollars that came, below zero for dollars that went; none when nobody can tell which of several executions was corrected.</summary>
    /// <param name="executions">As the venue listed them before the amendment.</param>
    internal decimal DollarsAmong(IEnumerable<Execution> executions)
    {
        if (Dollars is { } known)
            return known.Value;
        var listed = executions.Where(one => one.VenueOrderId == Order && one.Quantity == Quantity).Select(one => (one.Side, one.Price)).Distinct().ToArray();
        return listed is [var (side, was)] ? Signed(side, (Price * Quantity).Value - (was * Quantity).Value).Value : 0;
    }

    private static Money Signed(OrderSide side, decimal dollars) => new(side == OrderSide.Sell ? dollars : -dollars);
}
