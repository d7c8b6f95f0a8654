namespace Pipeline.Exchange;

/// <summary>A holding in one symbol.</summary>
/// <param name="Quantity">Shares, negative when short.</param>
/// <param name="CostBasis">What the holding cost, in dollars; negative when short.</param>
public sealed record Position(string Symbol, decimal Quantity, decimal CostBasis)
{
    public decimal AverageEntryPrice => Quantity == 0m ? 0m : CostBasis / Quantity;

    /// <summary>True when a change opens the holding or makes it larger.</summary>
    public bool Adds(decimal change) => Quantity == 0m || Math.Sign(change) == Math.Sign(Quantity);

    /// <summary>The holding after one more execution, and the profit it realised in dollars.</summary>
    /// <param name="change">Shares bought (positive) or sold (negative); never crosses zero.</param>
    /// <param name="price">Dollars a share.</param>
    public (Position After, decimal Realized) Trade(decimal change, decimal price)
    {
        if (Adds(change)) return (this with { Quantity = Quantity + change, CostBasis = CostBasis + (change * price) }, 0m);
        if (Math.Abs(change) > Math.Abs(Quantity))
            throw new InvalidOperationException($"{Symbol}: {change} would cross a position of {Quantity}");

        var released = change == -Quantity ? CostBasis : CostBasis * (-change / Quantity);
        var realized = -(change * price) - released;
        return (this with { Quantity = Quantity + change, CostBasis = CostBasis - released }, realized);
    }
}
