using System.Text.Json;
using Dapper;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Journal.Reading;

public sealed partial class JournalReader
{
    /// <summary>Events, newest first.</summary>
    /// <param name="filter">By venue time, and by all else that an event has; a strategy does not matter.</param>
    public IReadOnlyList<EventRow> Events(EventFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var conditions = new Conditions().With(filter, "venue_time", strategy: null)
            .When(filter.Severity is { } least ? (int)least : (int?)null, "severity", "severity >= @severity")
            .When(filter.Process, "process", "process = @process")
            .When(filter.Type, "type", "type = @type")
            .When(filter.CorrelationId, "correlation", "correlation_id = @correlation")
            .When(filter.OrderId, "order", "order_id = @order")
            .When(filter.AfterSequence, "after", "sequence > @after")
            .When(filter.BeforeSequence, "before", "sequence < @before")
            .When(
                filter.Text is { Length: > 0 } text ? $"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%" : null,
                "text", $"({string.Join(" OR ", Searched.Select(column => $"{column} LIKE @text ESCAPE '!'"))})");
        return
        [
            .. _connection.Query<EventColumns>(
                    $"""
                    SELECT sequence AS Sequence, id AS Id, process AS Process, type AS Type, severity AS Severity, symbol AS Symbol, order_id AS OrderId, reason AS Reason, text AS Text, facts AS Facts,
                        correlation_id AS CorrelationId, causation_id AS CausationId, venue_time AS VenueTime, machine_time AS MachineTime
                    FROM events {conditions} ORDER BY sequence DESC LIMIT {filter.Limit ?? -1}
                    """,
                    conditions.Values)
                .Select(RowOf),
        ];
    }

    private static readonly string[] Searched = ["type", "reason", "text", "facts", "symbol", "correlation_id", "order_id"];

    private static EventRow RowOf(EventColumns row) => new(row.Sequence, new PipelineEvent
    {
        Id = row.Id,
        CorrelationId = row.CorrelationId,
        CausationId = row.CausationId,
        VenueTime = JournalText.Time(row.VenueTime),
        MachineTime = JournalText.Time(row.MachineTime),
        Process = row.Process,
        Type = row.Type,
        Severity = (EventSeverity)row.Severity,
        Symbol = Contracts.Values.Symbol.TryParse(row.Symbol, out var symbol) ? symbol : null,
        OrderId = row.OrderId,
        Reason = row.Reason,
        Text = row.Text,
        Facts = JsonSerializer.Deserialize(row.Facts, FactsJson.Default.IReadOnlyDictionaryStringString) ?? new Dictionary<string, string>(),
    });

    private sealed record EventColumns
    {
        public long Sequence { get; init; }
        public string Id { get; init; } = "";
        public string Process { get; init; } = "";
        public string Type { get; init; } = "";
        public long Severity { get; init; }
        public string? Symbol { get; init; }
        public string? OrderId { get; init; }
        public string? Reason { get; init; }
        public string? Text { get; init; }
        public string Facts { get; init; } = "";
        public string CorrelationId { get; init; } = "";
        public string CausationId { get; init; } = "";
        public string VenueTime { get; init; } = "";
        public string MachineTime { get; init; } = "";
    }
}
