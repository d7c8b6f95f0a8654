namespace Pipeline.Exchange;

/// <summary>What the rules look at when an order arrives.</summary>
/// <param name="Position">Shares held in the order's symbol, negative when short.</param>
/// <param name="OpenOrders">Open orders in the order's symbol.</param>
public sealed record OrderFacts(
    Asset Asset,
    Tick Tick,
    decimal Position,
    IReadOnlyList<Order> OpenOrders,
    AccountFigures Figures,
    AccountConfiguration Configuration)
{
    /// <summary>True when the side would increase the position or open one.</summary>
    public bool Opens(Side side) => Position == 0m || (side == Side.Buy) == (Position > 0m);
}
