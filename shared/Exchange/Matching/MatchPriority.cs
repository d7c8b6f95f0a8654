namespace Pipeline.Exchange;

/// <summary>
/// Who trades first in a symbol: sells before buys, so that shares are free before they are counted; stops before targets,
/// which is the worse of both for the account; then price, then time.
/// </summary>
public sealed class MatchPriority : IComparer<Order>
{
    public static MatchPriority Instance { get; } = new();

    public int Compare(Order? x, Order? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Side != y.Side) return x.Side == Side.Sell ? -1 : 1;
        var group = Group(x).CompareTo(Group(y));
        if (group != 0) return group;
        var price = x.Side == Side.Buy ? Nullable.Compare(y.LimitPrice, x.LimitPrice) : Nullable.Compare(x.LimitPrice, y.LimitPrice);
        return price != 0 ? price : x.Rank.CompareTo(y.Rank);
    }

    private static int Group(Order order) => order.IsStopType ? 0 : order.Type == OrderType.Market ? 1 : 2;
}
