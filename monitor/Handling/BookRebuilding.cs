using Microsoft.Extensions.Logging;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor.Handling;

/// <summary>Makes the positions anew whose stored message cannot be read: from the orders, as the venue last described them; the first reading then puts right what is missing.</summary>
internal sealed class BookRebuilding(MonitorBooks books, LedgerWriter writer, LedgerTeller teller, MonitorOptions options, MonitorClock clock, ILogger<BookRebuilding> logger)
{
    private readonly AdoptedProtection _protection = options.ToAdoptedProtection();

    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        foreach (var book in books.Symbols.Where(book => book.IsUnreadable).ToArray())
        {
            var orders = books.OrdersOf(book.Symbol).Where(order => !order.FilledQuantity.IsZero).OrderBy(order => order.UpdatedAt ?? order.SubmittedAt).ToArray();
            var rebuilt = _protection.Of(orders.Aggregate(book.Position, Fold), book.Quote?.Bid);
            Log.Rebuilt(logger, book.Symbol.Name, rebuilt.Quantity.Value, orders.Length);
            await writer.WriteAsync(book, rebuilt, "rebuilt", cancellationToken, again: true);
            await teller.TellAsync(
                "reconcile_mismatch", EventSeverity.Critical, book.Position, "book_unreadable",
                $"The stored position of {book.Symbol} could not be read. It was rebuilt from {orders.Length} orders as {book.Position.Quantity} shares; the venue is compared next.");
        }
    }

    private Position Fold(Position position, VenueOrder order)
    {
        var origin = books.Origins.Of(order);
        var folded = PositionFold.Reading(position, order, [], origin, clock.Venue).Position;
        return folded.CorrelationId.Length == 0 || folded.TradeId != position.TradeId ? folded with { CorrelationId = origin.SignalId ?? folded.TradeId ?? "" } : folded;
    }
}
