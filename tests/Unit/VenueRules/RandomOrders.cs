using Pipeline.Exchange;

namespace Pipeline.Tests.Unit.VenueRules;

/// <summary>Orders and changes near the edges of the rules: mostly right, often wrong in one place, sometimes in several.</summary>
internal sealed class RandomOrders(Random chance)
{
    private static readonly string[] Symbols = ["AAA", "AAA", "AAA", "BBB", "WHOLE", "HARD", "OFF", "GONE", "BTC/USD", "BTC/USD"];
    private static readonly decimal[] Amounts = [10m, 10m, 5m, 1m, 1m, 0.5m, 0.1m, 0m, -1m, 12.3456789m, 0.0000000001m, 1_000_000_001m, 25m, 70m, 0.00015m];
    private static readonly decimal[] Prices = [100m, 100m, 99m, 101m, 99.99m, 100.01m, 100.005m, 95m, 110m, 0.5m, 0.12345m, 0m, -1m, 10_000_001m, 90m, 120m];

    /// <summary>Half of them right by themselves, a quarter with one thing changed, a quarter wild.</summary>
    public OrderRequest Next() => chance.Next(4) switch
    {
        0 => Wild(),
        1 => Changed(Right()),
        _ => Right(),
    };

    private OrderRequest Right()
    {
        var (side, time) = (One<Side>(), chance.Next(2) == 0 ? TimeInForce.Day : TimeInForce.Gtc);
        var plain = new OrderRequest { Symbol = chance.Next(4) == 0 ? "BBB" : "AAA", Side = side, Type = OrderType.Market, TimeInForce = time, Quantity = chance.Next(1, 12) };
        var resting = side == Side.Buy ? 90m + chance.Next(10) : 102m + chance.Next(10);
        var triggered = side == Side.Buy ? 104m + chance.Next(5) : 96m - chance.Next(5);
        return chance.Next(10) switch
        {
            0 => plain,
            1 => plain with { Quantity = null, Notional = chance.Next(8) == 0 ? 0.99m : 25m, TimeInForce = TimeInForce.Day },
            2 or 3 => plain with { Type = OrderType.Limit, LimitPrice = resting },
            4 => plain with { Type = OrderType.Stop, StopPrice = triggered },
            5 => plain with { Type = OrderType.StopLimit, StopPrice = triggered, LimitPrice = triggered + (side == Side.Buy ? 1m : -1m) },
            6 => plain with { Type = OrderType.TrailingStop, TrailPercent = 2m },
            7 => plain with { Type = OrderType.Limit, LimitPrice = 96m, Side = Side.Buy, Class = OrderClass.Bracket, TakeProfitPrice = 110m, StopLossPrice = 90m },
            8 => plain with { Type = OrderType.Limit, Side = Side.Sell, Class = OrderClass.Oco, TakeProfitPrice = 110m, StopLossPrice = 90m },
            _ => plain with { Symbol = "BTC/USD", Type = OrderType.Limit, LimitPrice = resting, TimeInForce = TimeInForce.Gtc },
        };
    }

    private OrderRequest Changed(OrderRequest right) => chance.Next(11) switch
    {
        0 => right with { Quantity = Amount() },
        1 => right with { Notional = Amount() },
        2 => right with { LimitPrice = Price() },
        3 => right with { StopPrice = Price() },
        4 => right with { TakeProfitPrice = Price() },
        5 => right with { StopLossPrice = Price() },
        6 => right with { TimeInForce = One<TimeInForce>() },
        7 => right with { Symbol = Symbols[chance.Next(Symbols.Length)] },
        8 => right with { ExtendedHours = true },
        9 => right with { Class = One<OrderClass>() },
        _ => right with { Type = One<OrderType>() },
    };

    private OrderRequest Wild()
    {
        var type = One<OrderType>();
        var request = new OrderRequest
        {
            Symbol = Symbols[chance.Next(Symbols.Length)],
            Side = One<Side>(),
            Type = type,
            TimeInForce = Often() ? TimeInForce.Day : Often() ? TimeInForce.Gtc : One<TimeInForce>(),
            Class = Often() ? OrderClass.Simple : One<OrderClass>(),
            ClientOrderId = chance.Next(20) switch { 0 => new string('x', 129), 1 => "taken", _ => null },
            ExtendedHours = chance.Next(10) == 0,
        };
        request = chance.Next(12) switch
        {
            0 => request with { Notional = Amount() },
            1 => request with { Notional = Amount(), Quantity = Amount() },
            2 => request,
            _ => request with { Quantity = Amount() },
        };
        request = request with
        {
            LimitPrice = Fits(type is OrderType.Limit or OrderType.StopLimit) ? Price() : null,
            StopPrice = Fits(type is OrderType.Stop or OrderType.StopLimit) ? Price() : null,
            TrailPercent = Fits(type == OrderType.TrailingStop) ? Amount() : null,
            TrailPrice = chance.Next(25) == 0 ? Price() : null,
        };
        var advanced = request.Class != OrderClass.Simple;
        return request with
        {
            TakeProfitPrice = Fits(advanced) ? Price() : null,
            StopLossPrice = Fits(advanced) ? Price() : null,
            StopLossLimitPrice = chance.Next(15) == 0 ? Price() : null,
        };
    }

    public ReplaceRequest NextChange(Order order) => chance.Next(2) == 0 ? WildChange() : new ReplaceRequest
    {
        LimitPrice = order.LimitPrice + chance.Next(-2, 3),
        StopPrice = order.StopPrice + chance.Next(-2, 3),
        Quantity = chance.Next(4) == 0 ? order.Quantity + chance.Next(-1, 3) : null,
    };

    private ReplaceRequest WildChange() => new()
    {
        Quantity = chance.Next(3) == 0 ? Amount() : null,
        TimeInForce = chance.Next(6) == 0 ? One<TimeInForce>() : null,
        LimitPrice = chance.Next(2) == 0 ? Price() : null,
        StopPrice = chance.Next(2) == 0 ? Price() : null,
        ClientOrderId = chance.Next(20) switch { 0 => new string('x', 129), 1 => "taken", _ => null },
    };

    private decimal Amount() => Amounts[chance.Next(Amounts.Length)];

    private decimal Price() => Prices[chance.Next(Prices.Length)];

    private bool Often() => chance.Next(3) != 0;

    // What the type asks for is there nine times out of ten, and what it forbids one time out of ten.
    private bool Fits(bool wanted) => (chance.Next(10) != 0) == wanted;

    private T One<T>()
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[chance.Next(values.Length)];
    }
}
