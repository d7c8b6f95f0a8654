using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>What others did while nobody listened: executions that no round trip has folded and that together make the difference.</summary>
public static class ForeignExecutions
{
    /// <summary>The orders to fold, in the order of their executions; none when they do not make exactly the difference, for a guess would be a trade that never was.</summary>
    /// <param name="position">The book.</param>
    /// <param name="executions">What REST told, of any symbol.</param>
    /// <param name="change">Shares that the venue has more than the book; below zero when it has less.</param>
    public static IReadOnlyList<string> Explaining(Position position, IEnumerable<Execution> executions, decimal change)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(executions);
        var folded = position.Orders.Select(order => order.VenueOrderId).ToHashSet(StringComparer.Ordinal);
        var since = (position.Quantity.IsZero ? position.ClosedAt : position.OpenedAt) ?? DateTimeOffset.MinValue;
        var unfolded = executions
            .Where(one => one.Symbol == position.Symbol && one.At > since && !folded.Contains(one.VenueOrderId))
            .OrderBy(one => one.At).ThenBy(one => one.CumulativeQuantity).ToArray();
        return unfolded.Sum(one => one.Side == OrderSide.Buy ? one.Quantity.Value : -one.Quantity.Value) == change
            ? [.. unfolded.Select(one => one.VenueOrderId).Distinct(StringComparer.Ordinal)]
            : [];
    }
}
