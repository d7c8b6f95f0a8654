using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;

namespace Pipeline.Tests.Unit.Ledger.Reconciliation;

/// <summary>One symbol, as book and venue have it.</summary>
internal static class Readings
{
    public static readonly VenueOrder Profit = Venue.Order("profit", OrderSide.Sell, 10, parent: "entry");
    public static readonly VenueOrder Stop = Venue.Order("stop", OrderSide.Sell, 10, status: OrderStatus.Held, type: OrderType.Stop, stop: 98, parent: "entry");
    public static readonly VenueOrder Entry = Venue.Order("entry", OrderSide.Buy, 10, 10, 100, OrderStatus.Filled);

    public static IReadOnlyList<Finding> Compare(Position? book, decimal venue, params VenueOrder[] orders) => Compare(book, venue, OriginOf, [], orders);

    public static IReadOnlyList<Finding> Compare(
        Position? book, decimal venue, Func<VenueOrder, OrderOrigin> originOf, IReadOnlyCollection<VenueOrder> unknown, IReadOnlyCollection<VenueOrder> orders, bool trades = true) =>
        Comparison.Of(
            new BookStatement(book is null ? [] : [book], originOf, _ => trades),
            new VenueStatement(
                orders.ToDictionary(order => order.VenueOrderId), venue == 0 ? new Dictionary<Symbol, decimal>() : new Dictionary<Symbol, decimal> { [Venue.Acme] = venue }, unknown));

    /// <summary>All orders are the pipeline's own, of trade-1.</summary>
    public static OrderOrigin OriginOf(VenueOrder order) => order.Side == OrderSide.Buy ? Venue.Entry : order.Type == OrderType.Limit ? Venue.TakeProfit : Venue.Stop;
}
