namespace Pipeline.Exchange;

/// <summary>Makes orders out of requests: identifiers, legs, expiry.</summary>
public static class OrderFactory
{
    private const ulong OrderIds = 1;

    /// <summary>The order and its legs, the order first.</summary>
    /// <param name="rank">Rank of the first of them.</param>
    /// <param name="facts">The asset, its market and the position the order meets.</param>
    public static IReadOnlyList<Order> Create(OrderRequest request, ulong seed, long rank, OrderFacts facts, DateTimeOffset now)
    {
        var oco = request.Class == OrderClass.Oco;
        var main = Blank(request, facts.Asset.Class, seed, rank, request.ClientOrderId, now) with
        {
            Type = request.Type,
            Side = request.Side,
            Role = oco ? OrderRole.TakeProfit : OrderRole.Entry,
            Notional = request.Notional,
            MostShares = request is { Notional: { } dollars, Side: Side.Sell } ? decimal.Floor(AvailabilityRules.SharesFor(dollars, facts.Tick) * 1_000_000_000m) / 1_000_000_000m : null,
            LimitPrice = request.LimitPrice,
            StopPrice = request.StopPrice,
            TrailPrice = request.TrailPrice,
            TrailPercent = request.TrailPercent,
            ExtendedHours = request.ExtendedHours,
            PositionIntent = Intent(request.Side, facts.Position),
            ReservePrice = ReservePrice(request, facts),
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

        Order Leg(OrderRole role) => Blank(request, facts.Asset.Class, seed, rank + orders.Count, null, now) with
        {
            Side = exitSide,
            Role = role,
            Status = OrderStatus.Held,
            ParentId = main.Id,
            ReservePrice = 0m,
            PositionIntent = exitSide == Side.Sell ? "sell_to_close" : "buy_to_close",
        };
    }

    /// <summary>The order that takes another's place.</summary>
    /// <param name="tick">The market it meets.</param>
    public static Order Replacement(Order old, ReplaceRequest request, ulong seed, long rank, Tick tick, DateTimeOffset now)
    {
        var id = Chance.Id(seed, OrderIds, (ulong)rank);
        var time = request.TimeInForce ?? old.TimeInForce;
        var limit = request.LimitPrice ?? old.LimitPrice;
        var stop = request.StopPrice ?? (request.Trail is null ? old.StopPrice : null);
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
            LimitPrice = limit,
            StopPrice = stop,
            ReservePrice = old.ReservePrice == 0m ? 0m : Reservations.PriceOf(old.Side, old.Type, limit, stop, tick),
            ReserveFloor = Reservations.Of(old),
            Elected = old.Elected && request.StopPrice is null && request.Trail is null,
            Underlying = null,
            RestsUntil = null,
            PendingUntil = null,
            CollarPrice = null,
            RoutedAt = null,
            FilledAt = null,
            TrailPrice = old.TrailPrice is null ? null : request.Trail ?? old.TrailPrice,
            TrailPercent = old.TrailPercent is null ? null : request.Trail ?? old.TrailPercent,
            HighWaterMark = request.Trail is null ? old.HighWaterMark : null,
            Replaces = old.Id,
            ReplacedBy = null,
            CreatedAt = now,
            ExpiresAt = time == old.TimeInForce && time != TimeInForce.Gtc ? old.ExpiresAt : ExpiryOf(time, old.ExtendedHours, now),
        };
    }

    /// <summary>The order that a split makes of another: as many more shares as their prices are smaller.</summary>
    /// <param name="ratio">New shares for an old one.</param>
    /// <returns>Null when not one whole share would be left.</returns>
    public static Order? AfterSplit(Order old, decimal ratio, ulong seed, long rank, DateTimeOffset now)
    {
        var quantity = decimal.Floor(old.Leaves * ratio);
        if (quantity < 1m) return null;
        var id = Chance.Id(seed, OrderIds, (ulong)rank);
        return old with
        {
            Id = id,
            Rank = rank,
            ClientOrderId = id.ToString(),
            Quantity = quantity,
            FilledQuantity = 0m,
            FilledValue = 0m,
            ExecutionCount = 0,
            Status = OrderStatus.PendingNew,
            Underlying = null,
            LimitPrice = Scaled(old.LimitPrice),
            StopPrice = Scaled(old.StopPrice),
            ReservePrice = old.ReservePrice / ratio,
            ReserveFloor = null,
            Replaces = old.Id,
            ReplacedBy = null,
            CreatedAt = now,
        };

        decimal? Scaled(decimal? price) => price is { } value ? ListedMarket.Scaled(value, 1m / ratio) : null;
    }

    /// <summary>When an order ends by itself: at its session's close, or for GTC after 90 days at 16:15 New York.</summary>
    public static DateTimeOffset ExpiryOf(TimeInForce time, bool extendedHours, DateTimeOffset now) => time switch
    {
        TimeInForce.Gtc => NewYork.At(NewYork.DayOf(now).AddDays(90), new TimeOnly(16, 15)),

        // A closing auction that a halt puts off may still come; the evening ends it.
        TimeInForce.Opg => (TradingCalendar.OpeningAuctionFor(now) ?? TradingCalendar.SessionFor(now)).Close,
        TimeInForce.Cls => (TradingCalendar.ClosingAuctionFor(now) ?? TradingCalendar.SessionFor(now)).PostClose,
        _ when extendedHours => TradingCalendar.ExtendedSessionFor(now).PostClose,
        _ => TradingCalendar.SessionFor(now).Close,
    };

    private static decimal ReservePrice(OrderRequest request, OrderFacts facts) =>
        facts.Opens(request.Side) ? Reservations.PriceOf(request.Side, request.Type, request.LimitPrice, request.StopPrice, facts.Tick) : 0m;

    private static Order Blank(OrderRequest request, AssetClass assetClass, ulong seed, long rank, string? clientOrderId, DateTimeOffset now)
    {
        var id = Chance.Id(seed, OrderIds, (ulong)rank);
        return new Order
        {
            Id = id,
            ClientOrderId = string.IsNullOrEmpty(clientOrderId) ? id.ToString() : clientOrderId,
            Rank = rank,
            Symbol = request.Symbol,
            AssetClass = assetClass,
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
