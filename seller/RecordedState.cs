using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>Orders and positions as recorded messages told them so far.</summary>
public sealed class RecordedState
{
    private readonly Dictionary<string, VenueOrder> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, Shares> _held = [];

    public void Fold(RawMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Subject.StartsWith("order.venue.", StringComparison.Ordinal) && MessageReading.TryRead<OrderUpdate>(message.Data.Span, out var update, out _))
            _orders[update.Order.VenueOrderId] = update.Order;
        else if (message.Subject.StartsWith("position.", StringComparison.Ordinal) && MessageReading.TryRead<Position>(message.Data.Span, out var position, out _))
            _held[position.Symbol] = position.Quantity;
    }

    public IReadOnlyList<VenueOrder> OrdersOf(Symbol symbol) => [.. _orders.Values.Where(order => order.Symbol == symbol)];

    /// <summary>Null when no position was told.</summary>
    public Shares? HeldOf(Symbol symbol) => _held.TryGetValue(symbol, out var held) ? held : null;
}
