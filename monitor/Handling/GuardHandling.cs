using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor.Handling;

/// <summary>Looks each second whether the venue's stops cover what is held.</summary>
internal sealed class GuardHandling(MonitorBooks books, LedgerWriter writer, LedgerTeller teller, Conditions conditions, MonitorOptions options, MonitorClock clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private DateTimeOffset _lookedAt;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (clock.Machine - _lookedAt < Interval)
            return;
        var since = _lookedAt == default ? TimeSpan.Zero : clock.Machine - _lookedAt;
        _lookedAt = clock.Machine;
        foreach (var book in books.Symbols.Where(book => !book.Position.Quantity.IsZero || book.Guard != GuardWatch.None).ToArray())
            await LookAsync(book, cancellationToken);
        Measures.Looked(books.Symbols.Count(book => book.Guard is { IsBare: true, MissingSince: not null }), since, books.Open.Count());
    }

    /// <summary>An order was told: a stop that ended by itself is wanted anew at once, without waiting for the look around.</summary>
    public async Task HearAsync(VenueOrder order, CancellationToken cancellationToken)
    {
        if (books.Find(order.Symbol) is not { } book || !ProtectionGuard.IsLost(book.Position, order, books.OrdersOf(order.Symbol)) || books.Origins.IsEndExpected(order))
            return;
        await writer.WriteAsync(book, book.Position, order.VenueOrderId, cancellationToken, again: true);
        await teller.TellAsync(
            "protection_missing", EventSeverity.Warning, book.Position, $"stop_{LedgerTeller.Snake(order.Status)}", $"The stop of {book.Symbol} ended by itself ({order.RawStatus}).", ("order", order.VenueOrderId));
    }

    private async Task LookAsync(SymbolBook book, CancellationToken cancellationToken)
    {
        var orders = books.OrdersOf(book.Symbol);
        var (watch, decision) = ProtectionGuard.Check(
            book.Guard, book.Position, orders, books.Trades(book.Symbol, clock.Venue), TimeSpan.FromSeconds(options.GuardSeconds), clock.Machine);
        book.Guard = watch;
        if (!watch.Alarmed)
            await conditions.ClearAsync(TradingCondition.Unprotected, $"{book.Symbol} is covered, or left.", book.Symbol, book.Position.Id);
        switch (decision)
        {
            case GuardDecision.Missing:
                KillPoint.Reached(KillPoints.MonitorGuardMissing);
                var covered = Coverage.Of(orders, null, books.Trades(book.Symbol, clock.Venue));
                await writer.WriteAsync(book, book.Position, book.Position.Id, cancellationToken, again: true);
                await conditions.RaiseAsync(TradingCondition.Unprotected, $"{covered} of {book.Position.Quantity} shares of {book.Symbol} are under a stop.", book.Symbol, book.Position.Id);
                await teller.TellAsync(
                    "protection_missing", EventSeverity.Critical, book.Position, "not_covered",
                    $"{covered} of {book.Position.Quantity} shares of {book.Symbol} are under a stop.", ("covered", covered.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case GuardDecision.Behind:
                await writer.WriteAsync(book, book.Position, book.Position.Id, cancellationToken, again: true);
                break;
            case GuardDecision.Mended:
                await teller.TellAsync("protection_mended", book.Position);
                break;
            case GuardDecision.Verified:
                await teller.TellAsync("protection_verified", book.Position);
                break;
            default:
                break;
        }
    }
}
