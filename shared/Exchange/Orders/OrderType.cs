namespace Pipeline.Exchange;

/// <summary>How an order prices itself.</summary>
public enum OrderType
{
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
}
