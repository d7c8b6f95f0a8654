using Dapper;
using Pipeline.Contracts.Values;
using Pipeline.Orchestrator.Journal.Story;

namespace Pipeline.Orchestrator.Journal.Reading;

public sealed partial class JournalReader
{
    private const int ShortestPrefix = 4;
    private const int MostFound = 20;

    /// <summary>The stories an id belongs to: of a signal, an entry, an order (the venue's id or the client's), a trade, any message or event.</summary>
    /// <param name="id">Whole, or what it begins with (four characters or more).</param>
    /// <returns>Correlation ids; more than one only where a beginning fits several, at most twenty.</returns>
    public IReadOnlyList<string> StoriesOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var exact = Find("= @id", id);
        return exact.Count > 0 || id.Length < ShortestPrefix ? exact : Find("LIKE @id ESCAPE '!'", $"{id.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%");
    }

    /// <summary>All steps of a story: its stored messages and its events.</summary>
    public IReadOnlyList<StoryStep> StepsOf(string correlationId)
    {
        var messages = _connection.Query<(string Stream, long Sequence, string Kind, string Id, string Causation, string? Symbol, string? Order)>(
            "SELECT stream, sequence, kind, id, causation_id, symbol, order_id FROM messages WHERE correlation_id = @correlationId", new { correlationId });
        var told = _connection.Query<(string Stream, long Sequence, string Venue, string Machine, string Text)>(
            "SELECT stream, sequence, venue_time, machine_time, text FROM messages WHERE correlation_id = @correlationId", new { correlationId }).ToDictionary(row => (row.Stream, row.Sequence));
        var steps = messages.Select(row => new StoryStep(
            row.Stream, row.Sequence, row.Id, row.Causation, row.Kind, null, SymbolOf(row.Symbol), row.Order, null,
            JournalText.Time(told[(row.Stream, row.Sequence)].Venue), JournalText.Time(told[(row.Stream, row.Sequence)].Machine), told[(row.Stream, row.Sequence)].Text));
        var events = Events(new EventFilter { CorrelationId = correlationId }).Select(row => new StoryStep(
            Contracts.Streams.Events, row.Sequence, row.Event.Id, row.Event.CausationId, row.Event.Type, row.Event.Process, row.Event.Symbol, row.Event.OrderId, row.Event.Reason,
            row.Event.VenueTime, row.Event.MachineTime, TextOf(row.Event)));
        return [.. steps, .. events];
    }

    /// <summary>An order's venue id to that of the order it is a leg of, or replaces, for all orders of a story.</summary>
    public IReadOnlyDictionary<string, string> OrderParentsOf(string correlationId) => OrdersOf(correlationId)
        .Select(row => (row.Order.VenueOrderId, Parent: row.Order.ReplacesVenueOrderId ?? row.Order.ParentVenueOrderId))
        .Where(row => row.Parent is not null)
        .ToDictionary(row => row.VenueOrderId, row => row.Parent!, StringComparer.Ordinal);

    private List<string> Find(string comparison, string id) =>
    [
        .. _connection.Query<string>(
            $"""
            SELECT DISTINCT correlation_id FROM (
                SELECT correlation_id FROM messages WHERE correlation_id {comparison} UNION SELECT correlation_id FROM messages WHERE id {comparison}
                UNION SELECT correlation_id FROM orders WHERE venue_order_id {comparison} UNION SELECT correlation_id FROM orders WHERE client_order_id {comparison}
                UNION SELECT signal_id FROM entries WHERE id {comparison} UNION SELECT signal_id FROM entries WHERE client_order_id {comparison}
                UNION SELECT correlation_id FROM positions WHERE trade_id {comparison} UNION SELECT correlation_id FROM intents WHERE client_order_id {comparison}
                UNION SELECT correlation_id FROM events WHERE correlation_id {comparison} UNION SELECT correlation_id FROM events WHERE id {comparison})
            WHERE correlation_id <> '' ORDER BY correlation_id LIMIT {MostFound}
            """,
            new { id }),
    ];

    private static Symbol? SymbolOf(string? name) => Contracts.Values.Symbol.TryParse(name, out var symbol) ? symbol : null;

    private static string TextOf(Contracts.Events.PipelineEvent told)
    {
        var reason = told.Reason is { } why ? $" ({why.Replace('_', ' ')})" : "";
        return $"{told.Type.Replace('_', ' ')}{reason}{(told.Text is { Length: > 0 } text ? $": {text}" : "")}";
    }
}
