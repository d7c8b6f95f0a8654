using Pipeline.Contracts.Orders;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>Single matches; where the venue told only a sum, one row stands in for those that were not told.</summary>
internal static class ExecutionRows
{
    private const string Insert = """
        INSERT INTO executions (venue_order_id, cumulative_quantity, symbol, side, quantity, price, at, is_derived)
        VALUES (@VenueOrderId, @cumulative, @symbol, @side, @quantity, @price, @at, @isDerived)
        ON CONFLICT (venue_order_id, cumulative_quantity) DO UPDATE SET quantity = @quantity, price = @price, at = CASE WHEN is_derived = @isDerived THEN at ELSE @at END, is_derived = @isDerived
        """;

    public static void Add(JournalRows rows, Execution execution) => rows.Execute(Insert, new
    {
        execution.VenueOrderId,
        cumulative = JournalText.Of(execution.CumulativeQuantity.Value),
        symbol = execution.Symbol.Name,
        side = JournalText.Of(execution.Side),
        quantity = JournalText.Of(execution.Quantity.Value),
        price = JournalText.Of(execution.Price.Value),
        at = JournalText.Of(execution.At),
        isDerived = false,
    });

    /// <summary>A row for each span of the filled quantity that no single match accounts for, at the mean price that is left for it.</summary>
    public static void FillGaps(JournalRows rows, VenueOrder order, OrderUpdate update)
    {
        if (order.FilledQuantity.IsZero || order.FilledAveragePrice is not { } average)
            return;
        var told = rows.All<(string Cumulative, string Quantity, string Price)>(
                "SELECT cumulative_quantity, quantity, price FROM executions WHERE venue_order_id = @VenueOrderId AND is_derived = 0", new { order.VenueOrderId })
            .Select(row => (Cumulative: JournalText.Number(row.Cumulative), Quantity: JournalText.Number(row.Quantity), Price: JournalText.Number(row.Price)))
            .OrderBy(row => row.Cumulative)
            .ToList();
        rows.Execute("UPDATE executions SET is_derived = 2 WHERE venue_order_id = @VenueOrderId AND is_derived = 1", new { order.VenueOrderId });
        var missing = order.FilledQuantity.Value - told.Sum(row => row.Quantity);
        if (missing > 0)
        {
            var left = ((order.FilledQuantity.Value * average.Value) - told.Sum(row => row.Quantity * row.Price)) / missing;
            foreach (var (upTo, quantity) in Gaps(told, order.FilledQuantity.Value))
                Derive(rows, order, update, upTo, quantity, left > 0 ? left : average.Value);
        }

        rows.Execute("DELETE FROM executions WHERE venue_order_id = @VenueOrderId AND is_derived = 2", new { order.VenueOrderId });
    }

    private static void Derive(JournalRows rows, VenueOrder order, OrderUpdate update, decimal upTo, decimal quantity, decimal price)
    {
        var cumulative = JournalText.Of(upTo);
        // When it was first heard of is when it happened, as far as anybody told.
        var before = rows.Text("SELECT at FROM executions WHERE venue_order_id = @VenueOrderId AND cumulative_quantity = @cumulative", new { order.VenueOrderId, cumulative });
        rows.Execute(Insert, new
        {
            order.VenueOrderId,
            cumulative,
            symbol = order.Symbol.Name,
            side = JournalText.Of(order.Side),
            quantity = JournalText.Of(quantity),
            price = JournalText.Of(price),
            at = before ?? JournalText.Of(order.UpdatedAt ?? update.VenueTime),
            isDerived = true,
        });
    }

    private static IEnumerable<(decimal UpTo, decimal Quantity)> Gaps(IReadOnlyList<(decimal Cumulative, decimal Quantity, decimal Price)> told, decimal filled)
    {
        var reached = 0m;
        foreach (var (cumulative, quantity, _) in told)
        {
            if (cumulative - quantity > reached)
                yield return (cumulative - quantity, cumulative - quantity - reached);
            reached = Math.Max(reached, cumulative);
        }

        if (filled > reached)
            yield return (filled, filled - reached);
    }
}
