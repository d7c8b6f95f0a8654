namespace Pipeline.Exchange;

/// <summary>Makes orders out of requests: identifiers, legs, expiry.</summary>
public static class OrderFactory
{
    private const ulong OrderIds = 1;

    /// <summary>The order and its legs, the order first.</summary>
    /// <param name="rank">Rank of the first of them.</param>
    /// <param name="position">Shares held in the symbol, negative when short.</param>
    public static IReadOnlyList<Order> Create(OrderRequest request, ulong seed, long rank, decimal position, DateTimeOffset now)
    {
        var oco = request.Class == OrderClass.Oco;
        var main = Blank(request, seed, rank, request.ClientOrderId, now) with
        {
            Type = request.Type,
            Side = request.Side,
            Role = oco ? OrderRole.TakeProfit : OrderRole.Entry,
            Notional = request.Notional,
            LimitPrice = request.LimitPrice,
            StopPrice = request.StopPrice,
            TrailPrice = request.TrailPrice,
            TrailPercent = request.TrailPercent,
            ExtendedHours = request.ExtendedHours,
            PositionIntent = Intent(request.Side, position),
        };
        var orders = new List<Order> { main };
        var exitSide = oco ? request.Side : request.Side == Side.Buy ? Side.Sell : Side.Buy;
        if (!oco && request.TakeProfitPrice is { } profit)
        {
            orders.Add(Leg(OrderRole.TakeProfit) with { Type = OrderType.Limit, LimitPrice = profit });
        }

        if (request.StopLossPrice is { } stop)
        {
            orders.Add(Leg(OrderRole.StopLoss) with
            {
                Type = request.StopLossLimitPrice is null ? OrderType.Stop : OrderType.StopLimit,
                StopPrice = stop,
                LimitPrice = request.StopLossLimitPrice,
            });
        }

        return orders;

        Order Leg(OrderRole role) => Blank(request, seed, rank + orders.Count, null, now) with
        {
            Side = exitSide,
            Role = role,
            Status = OrderStatus.Held,
            ParentId = main.Id,
            PositionIntent = exitSide == Side.Sell ? "sell_to_close" : "buy_to_close",
        };
    }

    /// <summary>The order that takes another's place.</summary>
    public static Order Replacement(Order old, ReplaceRequest request, ulong seed, long rank, DateTimeOffset now)
    {
        var id = Chance.Id(seed, OrderIds, (ulong)rank);
        var time = request.TimeInForce ?? old.TimeInForce;
        return old with
        {
            Id = id,
            Rank = rank,
            ClientOrderId = request.ClientOrderId ?? id.ToString(),
            Status = OrderStatus.PendingNew,
            Quantity = (request.Quantity ?? old.Quantity) - old.FilledQuantity,
            FilledQuantity = 0m,
            FilledValue = 0m,
            ExecutionCount = 0,
            TimeInForce = time,
            LimitPrice = request.LimitPrice ?? old.LimitPrice,
            StopPrice = request.StopPrice ?? (request.Trail is null ? old.StopPrice : null),
            TrailPrice = old.TrailPrice is null ? null : request.Trail ?? old.TrailPrice,
            TrailPercent = old.TrailPercent is null ? null : request.Trail ?? old.TrailPercent,
            HighWaterMark = request.Trail is null ? old.HighWaterMark : null,
            Replaces = old.Id,
            ReplacedBy = null,
            CreatedAt = now,
            ExpiresAt = ExpiryOf(time, old.ExtendedHours, now),
        };
    }

    /// <summary>When an order ends by itself: at its session's close, or for GTC after 90 days at 16:15 New York.</summary>
    public static DateTimeOffset ExpiryOf(TimeInForce time, bool extendedHours, DateTimeOffset now)
    {
        if (time == TimeInForce.Gtc) return NewYork.At(NewYork.DayOf(now).AddDays(90), new TimeOnly(16, 15));
        var today = TradingCalendar.OnOrAfter(NewYork.DayOf(now));
        return extendedHours && today.PostClose > now ? today.PostClose : TradingCalendar.SessionFor(now).Close;
    }

    private static Order Blank(OrderRequest request, ulong seed, long rank, string? clientOrderId, DateTimeOffset now)
    {
        var id = Chance.Id(seed, OrderIds, (ulong)rank);
        return new Order
        {
            Id = id,
            ClientOrderId = string.IsNullOrEmpty(clientOrderId) ? id.ToString() : clientOrderId,
            Rank = rank,
            Symbol = request.Symbol,
            Side = request.Side,
            Type = request.Type,
            TimeInForce = request.TimeInForce,
            Class = request.Class,
            Status = OrderStatus.PendingNew,
            Quantity = request.Quantity,
            CreatedAt = now,
            UpdatedAt = now,
            ExpiresAt = ExpiryOf(request.TimeInForce, request.ExtendedHours, now),
        };
    }

    private static string Intent(Side side, decimal position) => (side, position) switch
    {
        (Side.Buy, < 0m) => "buy_to_close",
        (Side.Buy, _) => "buy_to_open",
        (Side.Sell, > 0m) => "sell_to_close",
        _ => "sell_to_open",
    };
}
