using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Orders;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>Holds one reading of the venue against the book. What it finds is a suspicion: orders, positions and the stream disagree for seconds.</summary>
public static class Comparison
{
    public static IReadOnlyList<Finding> Of(BookStatement book, VenueStatement venue)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(venue);
        var positions = book.Positions.ToDictionary(position => position.Symbol);
        var open = venue.Orders.Values.Where(order => !order.IsTerminal).ToLookup(order => order.Symbol);
        var symbols = positions.Keys.Union(venue.Holdings.Keys).Union(open.Select(orders => orders.Key)).Order();
        return
        [
            .. symbols.SelectMany(symbol => InSymbol(positions.GetValueOrDefault(symbol), symbol, [.. open[symbol]], book, venue)),
            .. venue.Unknown.Select(order => new Finding(FindingKind.LostOrder, order.Symbol, order.VenueOrderId, order.Remaining() ?? 0, 0)),
        ];
    }

    private static IEnumerable<Finding> InSymbol(Position? position, Symbol symbol, IReadOnlyCollection<VenueOrder> open, BookStatement book, VenueStatement venue)
    {
        var (held, there) = (position?.Quantity.Value ?? 0, venue.Held(symbol));
        if (there < 0)
            yield return new Finding(FindingKind.ShortPosition, symbol, null, held, there);
        if (held != Math.Max(0, there))
            yield return new Finding(held == 0 ? FindingKind.Missing : there <= 0 ? FindingKind.Phantom : FindingKind.ChangedQuantity, symbol, null, held, Math.Max(0, there));
        foreach (var order in open.Where(order => order.ParentVenueOrderId is null || !IsOpen(venue, order.ParentVenueOrderId)))
        {
            if (KindOf(order, book.OriginOf(order), held, there, open) is { } kind)
                yield return new Finding(kind, symbol, order.VenueOrderId, held, order.Remaining() ?? 0);
        }

        if (position is not null && held > 0 && held == there && !EntryWorks(open))
        {
            var orders = venue.Orders.Values.Where(order => order.Symbol == symbol).ToArray();
            var covered = Coverage.Of(orders, null, book.Trades(symbol));
            if (position.ExitReason is null && covered < FeeInKind.LeastLeft(position) && (position.Quantity.IsWhole || book.Trades(symbol)))
                yield return new Finding(FindingKind.PositionWithoutStop, symbol, null, held, covered);
            if (covered > held)
                yield return new Finding(FindingKind.DoubledStop, symbol, null, held, covered);
        }
    }

    private static FindingKind? KindOf(VenueOrder order, OrderOrigin origin, decimal held, decimal there, IReadOnlyCollection<VenueOrder> open)
    {
        if (origin.Role == OrderRole.Foreign)
            return FindingKind.ForeignOrder;
        if (order.Side == OrderSide.Buy)
            return origin.TradeId is null ? FindingKind.OrphanBuy : null;

        // A leg behind an entry that still works waits for shares to come.
        if (held > 0 || there > 0 || EntryWorks(open))
            return null;
        return order.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop ? FindingKind.StopWithoutPosition : FindingKind.OrphanSell;
    }

    private static bool EntryWorks(IReadOnlyCollection<VenueOrder> open) => open.Any(order => order.Side == OrderSide.Buy);

    private static bool IsOpen(VenueStatement venue, string venueOrderId) => venue.Orders.GetValueOrDefault(venueOrderId) is { IsTerminal: false };
}
