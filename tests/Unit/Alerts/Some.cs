using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Alerts;

namespace Pipeline.Tests.Unit.Alerts;

/// <summary>Ordinary events and alerts.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);
    public static readonly AlertSettings Settings = new();

    public static PipelineEvent Event(
        string type, EventSeverity severity = EventSeverity.Info, string? symbol = "AAPL", string? reason = null, string id = "event-1", string process = "monitor", DateTimeOffset? at = null,
        params (string Name, string Value)[] facts) => new()
        {
            Id = id,
            CorrelationId = "signal-1",
            CausationId = "cause-1",
            VenueTime = at ?? Now,
            MachineTime = at ?? Now,
            Process = process,
            Type = type,
            Severity = severity,
            Symbol = symbol is null ? null : new Symbol(symbol),
            Reason = reason,
            Text = "Something happened.",
            Facts = facts.ToDictionary(fact => fact.Name, fact => fact.Value),
        };

    public static PipelineEvent Trade(string id, string profit, DateTimeOffset? at = null) =>
        Event("trade_recorded", id: id, process: "seller", at: at, facts: [("profit", profit)]);

    public static Alert Alert(string key = "halted:halted", EventSeverity severity = EventSeverity.Error, DateTimeOffset? at = null, AlertKind kind = AlertKind.Halted, string text = "Trading is halted.") => new()
    {
        Id = Domain.Alerts.Alert.IdOf(kind, $"{key}@{at ?? Now:O}"),
        Kind = kind,
        Severity = severity,
        Key = key,
        Text = text,
        At = at ?? Now,
        CorrelationId = "signal-1",
        CausationId = "event-1",
    };

    public static Session Session { get; } = new()
    {
        Id = "session-2026-11-23",
        CorrelationId = "session-2026-11-23",
        CausationId = "session-2026-11-23",
        VenueTime = Now,
        MachineTime = Now,
        Day = new DateOnly(2026, 11, 23),
        OpensAt = new DateTimeOffset(2026, 11, 23, 14, 30, 0, TimeSpan.Zero),
        ClosesAt = new DateTimeOffset(2026, 11, 23, 21, 0, 0, TimeSpan.Zero),
        BaselineEquity = new Money(100_000m),
    };
}
