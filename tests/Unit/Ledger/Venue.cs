using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

namespace Pipeline.Tests.Unit.Ledger;

/// <summary>What the venue would say in these tests.</summary>
internal static class Venue
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);
    public static readonly Symbol Acme = new("ACME");
    public static readonly OrderOrigin Entry = new(OrderRole.Entry, "trade-1", "momentum", "signal-1", new Price(98), new Price(104));
    public static readonly OrderOrigin Stop = new(OrderRole.Stop, "trade-1");
    public static readonly OrderOrigin TakeProfit = new(OrderRole.TakeProfit, "trade-1");

    public static Position Empty => PositionFold.Empty("demo", Acme);

    public static VenueOrder Order(
        string id, OrderSide side, decimal quantity, decimal filled = 0, decimal? average = null, OrderStatus status = OrderStatus.New,
        OrderType type = OrderType.Limit, decimal? stop = null, string? parent = null, string? client = null, OrderClass orderClass = OrderClass.Bracket) => new()
        {
            VenueOrderId = id,
            ClientOrderId = client ?? "client-" + id,
            Symbol = Acme,
            Side = side,
            Type = type,
            TimeInForce = TimeInForce.Gtc,
            Class = orderClass,
            Status = status,
            RawStatus = status.ToString(),
            Quantity = new Shares(quantity),
            FilledQuantity = new Shares(filled),
            FilledAveragePrice = average is { } price ? new Price(price) : null,
            StopPrice = stop is { } trigger ? new Price(trigger) : null,
            ParentVenueOrderId = parent,
            SubmittedAt = Noon,
        };

    public static Execution Execution(string id, OrderSide side, decimal quantity, decimal price, decimal cumulative, int second) => new()
    {
        VenueOrderId = id,
        Symbol = Acme,
        Side = side,
        Quantity = new Shares(quantity),
        Price = new Price(price),
        CumulativeQuantity = new Shares(cumulative),
        At = Noon.AddSeconds(second),
    };

    public static Position Bought(decimal quantity = 10, decimal price = 100) => PositionFold.Update(
        Empty, Order("entry", OrderSide.Buy, quantity, quantity, price, OrderStatus.Filled), Execution("entry", OrderSide.Buy, quantity, price, quantity, 0), Entry, Noon).Position;
}
