namespace Pipeline.Exchange;

/// <summary>Which way an order trades.</summary>
public enum Side
{
    Buy,
    Sell,
}
