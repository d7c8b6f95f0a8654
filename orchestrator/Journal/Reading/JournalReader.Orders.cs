using Dapper;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Journal.Reading;

public sealed partial class JournalReader
{
    /// <summary>Orders as the venue last described them, newest first.</summary>
    /// <param name="filter">By the venue time of submission.</param>
    /// <param name="onlyOpen">Only those that may still execute.</param>
    public IReadOnlyList<OrderRow> Orders(JournalFilter filter, bool onlyOpen = false)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var conditions = new Conditions().With(filter, "orders.venue_time", "orders.symbol", null).When(filter.Strategy, "strategy", "(entries.strategy = @strategy OR positions.strategy = @strategy)");
        if (onlyOpen)
            conditions.Always("orders.is_open = 1");
        return [.. OrderRows(conditions, filter.Limit, ofOrdersAlone: filter.Strategy is null)];
    }

    /// <summary>All orders of one story, oldest first.</summary>
    public IReadOnlyList<OrderRow> OrdersOf(string correlationId) =>
        [.. OrderRows(new Conditions().When(correlationId, "correlation", "orders.correlation_id = @correlation"), null, ofOrdersAlone: true).Reverse()];

    /// <summary>Matches by the time they happened, oldest first.</summary>
    public IReadOnlyList<ExecutionRow> Executions(JournalFilter filter) => Executions(new Conditions().With(filter, "executions.at", "executions.symbol", null), filter.Limit);

    /// <summary>The matches of one story, oldest first.</summary>
    public IReadOnlyList<ExecutionRow> ExecutionsOf(string correlationId) =>
        Executions(new Conditions().When(correlationId, "correlation", "orders.correlation_id = @correlation"), null);

    /// <param name="ofOrdersAlone">The conditions ask nothing of other tables: the orders are found first, by an index, and only those are joined.</param>
    private IEnumerable<OrderRow> OrderRows(Conditions conditions, int? limit, bool ofOrdersAlone) => _connection.Query<(string Body, string Correlation, string? Entry, string? Purpose)>(
            $"""
            SELECT orders.body, orders.correlation_id, entries.id, intents.purpose FROM orders
            LEFT JOIN entries ON entries.client_order_id = orders.client_order_id
            LEFT JOIN intents ON intents.client_order_id = orders.client_order_id
            LEFT JOIN positions ON positions.trade_id = intents.trade_id AND intents.trade_id <> ''
            {(ofOrdersAlone ? $"WHERE orders.venue_order_id IN (SELECT venue_order_id FROM orders {conditions} ORDER BY orders.venue_time DESC, orders.venue_order_id DESC LIMIT {limit ?? -1})" : conditions)}
            GROUP BY orders.venue_order_id ORDER BY orders.venue_time DESC, orders.venue_order_id DESC LIMIT {limit ?? -1}
            """,
            conditions.Values)
        .Select(row => new OrderRow(JournalText.Message<OrderUpdate>(row.Body).Order, row.Correlation, row.Entry is null ? row.Purpose : "entry"));

    private List<ExecutionRow> Executions(Conditions conditions, int? limit) =>
    [
        .. _connection.Query<(string Order, string Cumulative, string Symbol, string Side, string Quantity, string Price, string At, long Derived, string Correlation)>(
                $"""
                SELECT executions.venue_order_id, cumulative_quantity, executions.symbol, executions.side, quantity, price, at, is_derived, orders.correlation_id FROM executions
                JOIN orders ON orders.venue_order_id = executions.venue_order_id {conditions} ORDER BY at DESC, executions.venue_order_id DESC, LENGTH(cumulative_quantity) DESC LIMIT {limit ?? -1}
                """,
                conditions.Values)
            .Reverse()
            .Select(row => new ExecutionRow(
                new Execution
                {
                    VenueOrderId = row.Order,
                    Symbol = new Symbol(row.Symbol),
                    Side = JournalText.Enumeration<OrderSide>(row.Side),
                    Quantity = new Shares(JournalText.Number(row.Quantity)),
                    Price = new Price(JournalText.Number(row.Price)),
                    CumulativeQuantity = new Shares(JournalText.Number(row.Cumulative)),
                    At = JournalText.Time(row.At),
                },
                row.Derived != 0,
                row.Correlation)),
    ];
}
