namespace Pipeline.Exchange;

/// <summary>One match of one order.</summary>
/// <param name="Quantity">Shares of this match.</param>
/// <param name="CumulativeQuantity">Shares of the order filled so far, this match included.</param>
/// <param name="LeavesQuantity">Shares of the order still to trade.</param>
/// <param name="PositionQuantity">The account's position after this match, negative when short.</param>
/// <param name="FeeQuantity">Units of the asset bought that are owed as fee until the day ends; crypto only.</param>
/// <param name="FeeDollars">Dollars that are owed as fee until the day ends; crypto only.</param>
public sealed record Execution(
    Guid Id,
    DateTimeOffset At,
    Guid OrderId,
    string Symbol,
    Side Side,
    decimal Price,
    decimal Quantity,
    decimal CumulativeQuantity,
    decimal LeavesQuantity,
    decimal PositionQuantity,
    decimal FeeQuantity = 0m,
    decimal FeeDollars = 0m)
{
    /// <summary>Change of the position, in shares.</summary>
    public decimal Change => Side == Side.Buy ? Quantity : -Quantity;
}
