using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>Takes what REST said of orders and executions into the book.</summary>
internal sealed class ReadingHandling(MonitorBooks books, OrderHandling orders, LedgerWriter writer)
{
    private readonly List<VenueOrder> _executedUnheard = [];

    /// <summary>Orders of the last reading of which more was executed than anybody had told before.</summary>
    public IReadOnlyList<VenueOrder> ExecutedUnheard => _executedUnheard;

    public async Task FoldAsync(VenueReading reading, CancellationToken cancellationToken)
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
}
