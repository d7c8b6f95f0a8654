using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

internal static class Some
{
    public static readonly Symbol Symbol = new("AAPL");
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);

    public static SellSignal Protect(decimal quantity = 100, decimal stop = 95, decimal? takeProfit = 110, bool entryEnded = true) => new()
    {
        Id = "AAPL-1",
        CorrelationId = "signal",
        CausationId = "execution",
        VenueTime = Now,
        MachineTime = Now,
        Account = "demo",
        Symbol = Symbol,
        Epoch = 1,
        TradeId = "trade",
        Strategy = "momentum",
        Want = WantedState.Protect,
        Quantity = new Shares(quantity),
        StopPrice = new Price(stop),
        TakeProfitPrice = takeProfit is { } price ? new Price(price) : null,
        EntryVenueOrderId = "entry",
        EntryEnded = entryEnded,
    };

    public static SellSignal Exit(decimal quantity = 100, int secondsToDeadline = 30, bool entryEnded = true) =>
        Protect(quantity, entryEnded: entryEnded) with
        {
            Epoch = 2,
            Want = WantedState.Exit,
            StopPrice = null,
            TakeProfitPrice = null,
            Reason = ExitReason.Deceleration,
            Deadline = Now.AddSeconds(secondsToDeadline),
        };

    public static VenueOrder Order(
        string id, OrderType type, OrderStatus status, decimal quantity = 100, decimal filled = 0, decimal? limit = null, decimal? stop = null,
        OrderSide side = OrderSide.Sell, OrderClass orderClass = OrderClass.Simple, string? parent = null, params VenueOrder[] legs) => new()
        {
            VenueOrderId = id,
            ClientOrderId = $"client-{id}",
            Symbol = Symbol,
            Side = side,
            Type = type,
            TimeInForce = TimeInForce.Gtc,
            Class = orderClass,
            Status = status,
            RawStatus = status.ToString(),
            Quantity = new Shares(quantity),
            FilledQuantity = new Shares(filled),
            LimitPrice = limit is { } limitPrice ? new Price(limitPrice) : null,
            StopPrice = stop is { } stopPrice ? new Price(stopPrice) : null,
            ParentVenueOrderId = parent,
            Legs = legs,
        };

    public static VenueOrder TakeProfit(
        string id = "tp", OrderStatus status = OrderStatus.New, decimal quantity = 100, decimal limit = 110, OrderClass orderClass = OrderClass.Bracket) =>
        Order(id, OrderType.Limit, status, quantity, limit: limit, orderClass: orderClass);

    public static VenueOrder Stop(
        string id = "stop", OrderStatus status = OrderStatus.New, decimal quantity = 100, decimal price = 95, OrderClass orderClass = OrderClass.Simple) =>
        Order(id, OrderType.Stop, status, quantity, stop: price, orderClass: orderClass);

    public static VenueOrder Entry(OrderStatus status = OrderStatus.Filled, decimal filled = 100, params VenueOrder[] legs) =>
        Order("entry", OrderType.Limit, status, 100, filled, limit: 100, side: OrderSide.Buy, orderClass: OrderClass.Bracket, legs: legs);

    /// <summary>An entry that is filled, with its take-profit working and its stop held beside it.</summary>
    public static VenueOrder LiveBracket(decimal stop = 95, decimal quantity = 100) =>
        Entry(legs: [TakeProfit(quantity: quantity), Stop(status: OrderStatus.Held, price: stop, quantity: quantity, orderClass: OrderClass.Bracket)]);

    public static VenueView View(decimal held, decimal? bid = 100, double readAfter = 0, decimal? available = null, params VenueOrder[] orders)
    {
        var at = Now.AddSeconds(readAfter);
        var view = new VenueView(orders, new Shares(held), new Shares(available ?? held), bid is { } price ? new Price(price) : null, "entry", at);
        return available is not null
            ? view
            : new VenueView(orders, view.Held, view.Held > view.Reserved ? view.Held - view.Reserved : Shares.Zero, view.Bid, "entry", at);
    }

    /// <summary>The step after one reading, or after several that all read the same, a second of machine time apart.</summary>
    public static NextStep Next(SellSignal wanted, VenueView view, Progress? progress = null, int readings = 1)
    {
        var settings = new ConvergenceSettings();
        var seen = progress ?? new Progress();
        var at = view.ReadAt;
        for (var reading = 0; reading < readings; reading++)
        {
            at = view.ReadAt.AddSeconds(reading);
            seen = seen.Observe(new VenueView(view.Orders, view.Held, view.Available, view.Bid, "entry", at, view.Trades), wanted);
        }

        return ExitConvergence.Next(wanted, new VenueView(view.Orders, view.Held, view.Available, view.Bid, "entry", at, view.Trades), seen, settings, at, at);
    }
}
