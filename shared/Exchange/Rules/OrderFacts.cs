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
    public AccountRestrictions Restrictions { get; init; } = new();

    public DateTimeOffset Now { get; init; }

    public bool IsHalted { get; init; }

    /// <summary>Shares held less what is owed as fee.</summary>
    public decimal Owned { get; init; }

    /// <summary>True when closing the position now would be one day trade too many.</summary>
    public bool IsDayTradeTooMany { get; init; }

    /// <summary>True when the side would increase the position or open one.</summary>
    public bool Opens(Side side) => Position == 0m || (side == Side.Buy) == (Position > 0m);
}
