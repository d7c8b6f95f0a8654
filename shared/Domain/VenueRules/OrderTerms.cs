using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.VenueRules;

/// <summary>What an order asks for, as far as the venue's rules look at it; any number may be wrong, that is what they find out.</summary>
public sealed record OrderTerms
{
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }
    public required OrderType Type { get; init; }
    public required TimeInForce TimeInForce { get; init; }
    public OrderClass Class { get; init; } = OrderClass.Simple;
    public string? ClientOrderId { get; init; }

    /// <summary>Shares or coins.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Dollars, instead of shares.</summary>
    public decimal? Notional { get; init; }
    public decimal? LimitPrice { get; init; }
    public decimal? StopPrice { get; init; }
    public decimal? TrailPrice { get; init; }
    public decimal? TrailPercent { get; init; }

    /// <summary>Limit of the take-profit leg.</summary>
    public decimal? TakeProfitPrice { get; init; }

    /// <summary>Stop of the stop-loss leg.</summary>
    public decimal? StopLossPrice { get; init; }

    /// <summary>Limit of the stop-loss leg.</summary>
    public decimal? StopLossLimitPrice { get; init; }
    public bool ExtendedHours { get; init; }

    /// <summary>A limit buy without exits.</summary>
    public static OrderTerms LimitBuy(Symbol symbol, Shares quantity, Price limit, TimeInForce timeInForce) => new()
    {
        Symbol = symbol,
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        TimeInForce = timeInForce,
        Quantity = quantity.Value,
        LimitPrice = limit.Value,
    };

    /// <summary>A limit buy with both exits as legs.</summary>
    public static OrderTerms BracketBuy(Symbol symbol, Shares quantity, Price limit, Price stop, Price takeProfit) => new()
    {
        Symbol = symbol,
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.Gtc,
        Class = OrderClass.Bracket,
        Quantity = quantity.Value,
        LimitPrice = limit.Value,
        TakeProfitPrice = takeProfit.Value,
        StopLossPrice = stop.Value,
    };

    internal bool IsCrypto => Symbol.IsCrypto;

    internal bool IsFractional => Notional is not null || decimal.Truncate(Quantity ?? 0m) != Quantity;
}
