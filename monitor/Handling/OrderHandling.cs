using Pipeline.Broker.Port;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;
using Pipeline.Hosting;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor.Handling;

/// <summary>Folds what the account stream says of orders. What cannot be understood yet waits for the intent or the reading that explains it.</summary>
/// <remarks>
/// The stream names neither a leg's parent nor its role, and an intent may come a moment after the order it led to. A fold on a guess
/// would open a trade without a stop, so the symbol's updates wait, in order, for at most <see cref="Patience"/>.
/// </remarks>
internal sealed class OrderHandling(MonitorBooks books, LedgerWriter writer, LedgerTeller teller, MonitorOptions options, MonitorClock clock)
{
    private readonly AdoptedProtection _protection = options.ToAdoptedProtection();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Dictionary<Symbol, Queue<(AccountStreamItem.Update Update, DateTimeOffset HeardAt)>> _waiting = [];

    /// <summary>Handles an update, or puts it aside; true when a reading of the venue is needed.</summary>
    public async Task<bool> HandleAsync(AccountStreamItem.Update update, CancellationToken cancellationToken)
    {
        KillPoint.Reached(KillPoints.MonitorUpdateHeard);
        var book = books.Of(update.Order.Symbol);
        book.LastUpdate = clock.Machine;
        books.Origins.Hear(update.Order);
        if (!_waiting.TryGetValue(book.Symbol, out var queue) && IsUnderstood(update.Order))
            return await FoldAsync(book, update, cancellationToken);
        if (queue is null)
            _waiting[book.Symbol] = queue = [];
        queue.Enqueue((update, clock.Machine));
        return true;
    }

    /// <summary>Handles what was put aside and is understood now, or has waited for too long; true when a reading of the venue is needed.</summary>
    /// <param name="readAt">Machine time at which a finished reading was asked for: it has told all there is to know of what was heard before.</param>
    public async Task<bool> RetryAsync(DateTimeOffset? readAt, CancellationToken cancellationToken)
    {
        var needsReading = false;
        foreach (var (symbol, queue) in _waiting.ToArray())
        {
            while (queue.TryPeek(out var next) && (IsUnderstood(next.Update.Order) || IsOver(next.Update.Order, next.HeardAt, readAt)))
                needsReading |= await FoldAsync(books.Of(symbol), queue.Dequeue().Update, cancellationToken);
            if (queue.Count == 0)
                _waiting.Remove(symbol);
        }

        return needsReading;
    }

    /// <summary>The entries of symbols in which something waits to be understood: read anew, they tell their legs.</summary>
    public IEnumerable<string> FamiliesInQuestion() => books.Origins.Orders.Values
        .Where(order => order.Side == OrderSide.Buy && order.ParentVenueOrderId is null && _waiting.ContainsKey(order.Symbol))
        .GroupBy(order => order.Symbol)
        .Select(group => group.MaxBy(order => order.SubmittedAt)!.VenueOrderId);

    /// <summary>Folds an order that REST told, with the executions of it.</summary>
    public async Task<bool> ReadAsync(VenueOrder order, IReadOnlyCollection<Execution> executions, CancellationToken cancellationToken)
    {
        var book = books.Of(order.Symbol);
        var origin = books.Origins.Of(order);

        // What others did while nobody listened is found by comparing quantities; their past orders are not our trades.
        if (origin.TradeId is null && book.Position.Orders.All(known => known.VenueOrderId != order.VenueOrderId))
            return false;
        var step = PositionFold.Reading(book.Position, order, executions, origin, clock.Venue);
        await RecordAsync(book, step, order, origin, cancellationToken);
        return step.NeedsReading;
    }

    /// <summary>Counts what the venue took back or corrected and the process before stored: in the cash always, in the position when that process died before it could.</summary>
    public async Task AmendAsync(CancellationToken cancellationToken)
    {
        foreach (var update in books.Amended.Where(update => books.Find(update.Order.Symbol) is { IsUnreadable: false }).OrderBy(update => update.Amendment!.At).ToArray())
        {
            var (book, order, amendment) = (books.Of(update.Order.Symbol), update.Order, update.Amendment!);
            if (Amendments.IsOwed(book.Stored, update))
                await FoldAsync(book, order, update.Execution, amendment, books.Origins.Of(order), cancellationToken);
            books.Cash = books.Cash.Amend(CashAmendment.Of(order, amendment, book.Position));
        }

        books.Amended.Clear();
    }

    /// <summary>The signal that an order's story began with.</summary>
    public string CorrelationOf(VenueOrder order, OrderOrigin origin)
    {
        if (origin.SignalId is { } signal)
            return signal;
        return books.Find(order.Symbol) is { Position: { TradeId: { } trade, CorrelationId.Length: > 0 } position } && (origin.TradeId ?? trade) == trade
            ? position.CorrelationId
            : origin.TradeId ?? order.ClientOrderId;
    }

    private async Task<bool> FoldAsync(SymbolBook book, AccountStreamItem.Update update, CancellationToken cancellationToken)
    {
        var origin = books.Origins.Of(update.Order);
        var known = books.Origins.Orders.GetValueOrDefault(update.Order.VenueOrderId) ?? update.Order;
        var told = update.Order with { ParentVenueOrderId = update.Order.ParentVenueOrderId ?? known.ParentVenueOrderId };
        await writer.WriteAsync(told, update.Event, update.Execution, CorrelationOf(told, origin), cancellationToken, update.Amendment);
        KillPoint.Reached(KillPoints.MonitorUpdateStored);
        return await FoldAsync(book, told, update.Execution, update.Amendment, origin, cancellationToken);
    }

    private async Task<bool> FoldAsync(SymbolBook book, VenueOrder order, Execution? execution, ExecutionAmendment? amendment, OrderOrigin origin, CancellationToken cancellationToken)
    {
        var step = PositionFold.Update(book.Position, order, execution, origin, clock.Venue);
        await RecordAsync(book, step, order, origin, cancellationToken);
        if (amendment is not null)
            await AmendAsync(book, order, amendment, origin, cancellationToken);
        return step.NeedsReading;
    }

    private async Task AmendAsync(SymbolBook book, VenueOrder order, ExecutionAmendment amendment, OrderOrigin origin, CancellationToken cancellationToken)
    {
        var amended = _protection.Of(Amendments.Apply(book.Position, order, amendment), book.Quote?.Bid);
        books.Cash = books.Cash.Amend(CashAmendment.Of(order, amendment, amended));
        await teller.AmendedAsync(amendment, order, CorrelationOf(order, origin), isFolded: !ReferenceEquals(amended, book.Position));
        if (!ReferenceEquals(amended, book.Position))
            await writer.WriteAsync(book, amended with { CorrelationId = CorrelationOf(order, origin) }, order.VenueOrderId, cancellationToken);
    }

    private async Task RecordAsync(SymbolBook book, FoldStep step, VenueOrder order, OrderOrigin origin, CancellationToken cancellationToken)
    {
        var correlation = CorrelationOf(order, origin);
        // Before the position holds it: what is folded is not looked at again, so nobody would tell it later.
        if (!step.Recorded.IsZero)
            await teller.TellAsync(step, order, origin, correlation, origin.Role == OrderRole.Exit ? book.LeftOn : origin.DecidedOn);
        if (!ReferenceEquals(step.Position, book.Position))
        {
            var isNew = step.Position.TradeId != book.Position.TradeId || step.Position.CorrelationId.Length == 0;
            var folded = _protection.Of(isNew ? step.Position with { CorrelationId = correlation } : step.Position, book.Quote?.Bid);
            await writer.WriteAsync(book, folded, order.VenueOrderId, cancellationToken);
        }

        if (!step.Recorded.IsZero && origin.Role == OrderRole.Foreign)
            await teller.TellAsync("external_change", book.Position, "foreign_order", ("order", order.VenueOrderId));
        if (step.Oversold > 0)
            await teller.OversoldAsync(step, order, correlation);
    }

    private bool IsUnderstood(VenueOrder order) => books.Origins.Of(order).TradeId is not null;

    private bool IsOver(VenueOrder order, DateTimeOffset heardAt, DateTimeOffset? readAt) =>
        clock.Machine - heardAt >= Patience || (readAt >= heardAt && books.Origins.Of(order).Role == OrderRole.Foreign);
}
