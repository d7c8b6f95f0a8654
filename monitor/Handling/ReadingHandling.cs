using System.Globalization;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>Reconciles the book with what REST said: executions first, then quantities that no execution explains.</summary>
internal sealed class ReadingHandling(
    MonitorBooks books, OrderHandling orders, LedgerWriter writer, LedgerTeller teller, EventTeller events, MonitorOptions options, MonitorClock clock)
{
    private readonly List<VenueOrder> _executedUnheard = [];

    /// <summary>Orders of the last reading of which more was executed than anybody had told before.</summary>
    public IReadOnlyList<VenueOrder> ExecutedUnheard => _executedUnheard;

    /// <summary>True when some quantity is in doubt and the venue must be read again.</summary>
    public async Task<bool> HandleAsync(VenueReading reading, CancellationToken cancellationToken)
    {
        _executedUnheard.Clear();
        var executions = reading.Executions.GroupBy(one => one.VenueOrderId).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var told = reading.Orders.SelectMany(order => order.WithLegs()).DistinctBy(order => order.VenueOrderId).ToArray();
        var news = reading.Orders.SelectMany(HeardAnew).DistinctBy(order => order.VenueOrderId).ToArray();
        foreach (var order in news)
            await writer.WriteAsync(order, "reconciled", execution: null, orders.CorrelationOf(order, books.Origins.Of(order)), cancellationToken);

        KillPoint.Reached(KillPoints.MonitorReadingNewsStored);
        var inOrder = told.OrderBy(order => executions.GetValueOrDefault(order.VenueOrderId)?.Min(one => one.At) ?? order.UpdatedAt ?? order.SubmittedAt);
        foreach (var order in inOrder)
            await orders.ReadAsync(order, executions.GetValueOrDefault(order.VenueOrderId) ?? [], cancellationToken);

        KillPoint.Reached(KillPoints.MonitorReadingFolded);
        await orders.RetryAsync(reading.AskedAt, cancellationToken);
        var inDoubt = false;
        foreach (var symbol in books.Symbols.Where(book => !book.Position.Quantity.IsZero).Select(book => book.Symbol).Union(reading.Positions.Select(held => held.Symbol)).ToArray())
            inDoubt |= await CompareAsync(books.Of(symbol), reading.Positions.FirstOrDefault(held => held.Symbol == symbol), reading, cancellationToken);
        return inDoubt;
    }

    private IEnumerable<VenueOrder> HeardAnew(VenueOrder order)
    {
        var before = order.WithLegs().ToDictionary(one => one.VenueOrderId, one => books.Origins.Orders.GetValueOrDefault(one.VenueOrderId), StringComparer.Ordinal);
        if (!books.Origins.Hear(order))
            yield break;
        foreach (var (id, known) in before)
        {
            var now = books.Origins.Orders[id];
            if (now.FilledQuantity > (known?.FilledQuantity ?? Shares.Zero))
                _executedUnheard.Add(now);
            if (known is null || known.Status != now.Status || known.FilledQuantity != now.FilledQuantity || known.StopPrice != now.StopPrice || known.LimitPrice != now.LimitPrice)
                yield return now;
        }
    }

    private async Task<bool> CompareAsync(SymbolBook book, VenuePosition? venue, VenueReading reading, CancellationToken cancellationToken)
    {
        var quantity = venue?.Quantity ?? 0;
        var (doubt, verdict) = QuantityCheck.Judge(
            book.Doubt, book.Position.Quantity.Value, quantity, reading.AskedAt, book.LastUpdate, TimeSpan.FromSeconds(options.QuietSeconds));
        book.Doubt = doubt;
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["book"] = book.Position.Quantity.ToString(),
            ["venue"] = quantity.ToString(CultureInfo.InvariantCulture),
        };
        switch (verdict)
        {
            case QuantityVerdict.Suspected:
                await events.TellAsync("reconcile_mismatch", EventSeverity.Warning, Story(book), book.Position.Id, book.Symbol, facts: facts, reason: quantity < 0 ? "short" : "quantity");
                return true;
            case QuantityVerdict.Waiting:
                return true;
            case QuantityVerdict.Cleared:
                await events.TellAsync("reconcile_mended", EventSeverity.Info, Story(book), book.Position.Id, book.Symbol, facts: facts, reason: "executions");
                return false;
            case QuantityVerdict.Adjust adjust:
                await AdjustAsync(book, venue, adjust, cancellationToken);
                await events.TellAsync("reconcile_mended", EventSeverity.Warning, Story(book), book.Position.Id, book.Symbol, facts: facts, reason: "adjustment");
                return false;
            default:
                return false;
        }
    }

    private async Task AdjustAsync(SymbolBook book, VenuePosition? venue, QuantityVerdict.Adjust adjust, CancellationToken cancellationToken)
    {
        Price? market = venue?.CurrentPrice is { } current and > 0 ? new Price(current) : book.Quote?.Bid;
        Price? cost = venue is { AverageEntryPrice: > 0 } ? new Price(venue.AverageEntryPrice) : market;
        var isFee = FeeInKind.Explains(book.Position, adjust.Change);
        var price = isFee ? null : adjust.Change > 0 ? cost : market ?? book.Position.AverageEntryPrice;
        var adjustment = new PositionAdjustment
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"adjust-{book.Symbol.Token}-{clock.Venue.UtcDateTime:yyyyMMddHHmmssfff}"),
            Kind = isFee ? AdjustmentKind.FeeInKind : adjust.Kind,
            QuantityChange = adjust.Change,
            Price = price,
            At = clock.Venue,
        };
        (Price Stop, Price TakeProfit)? protection = adjust.Change > 0 && cost is { } paid
            ? WantedChange.ForAdopted(paid, market, options.AdoptedStop, options.AdoptedTakeProfit)
            : null;
        var adjusted = PositionFold.Adjust(book.Position, adjustment, protection?.Stop, protection?.TakeProfit);
        if (adjusted.TradeId != book.Position.TradeId)
            adjusted = adjusted with { CorrelationId = adjusted.TradeId ?? adjustment.Id };
        KillPoint.Reached(KillPoints.MonitorAdjustmentDecided);
        await writer.WriteAsync(book, adjusted, adjustment.Id, cancellationToken);
        KillPoint.Reached(KillPoints.MonitorAdjustmentStored);
        if (!isFee)
            await teller.TellAsync("external_change", EventSeverity.Warning, book.Position, adjust.Kind == AdjustmentKind.Adopted ? "adopted" : "closed_externally", text: null);
    }

    private static string Story(SymbolBook book) => book.Position.CorrelationId.Length > 0 ? book.Position.CorrelationId : book.Symbol.Name;
}
