namespace Pipeline.Exchange;

/// <summary>What an order does within its family.</summary>
public enum OrderRole
{
    /// <summary>A plain order, or the entry of a bracket or OTO.</summary>
    Entry,
    TakeProfit,
    StopLoss,
}
