using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Alerts as events: EVENTS is where they are stored. Every id is deterministic, so what a crash repeats is stored once.</summary>
public static class AlertEvents
{
    public const string Raised = "alert_raised";
    public const string Sent = "alert_sent";
    public const string Failed = "alert_failed";
    public const string Acknowledged = "alert_acknowledged";

    public static IReadOnlyList<string> Types { get; } = [Raised, Sent, Failed, Acknowledged];

    public static PipelineEvent RaisedOf(Alert alert, IEnumerable<string> routes)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Event($"alert-{alert.Id}", Raised, alert.Severity, alert, alert.At, AlertRules.NameOf(alert.Kind), alert.Text,
            ("key", alert.Key), ("routes", string.Join(' ', routes)), ("repeats", alert.Repeats.ToString(CultureInfo.InvariantCulture)), ("cause", alert.CausationId));
    }

    /// <param name="route">The route's name.</param>
    /// <param name="now">Machine time.</param>
    public static PipelineEvent FaredOf(Alert alert, string route, SendResult result, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(result);
        var (type, severity) = result.IsDelivered ? (Sent, EventSeverity.Info) : (Failed, EventSeverity.Warning);
        return Event($"alert-{alert.Id}-{type}-{route}", type, severity, alert, now, result.Reason, text: null, ("route", route), ("attempts", result.Attempts.ToString(CultureInfo.InvariantCulture)));
    }

    /// <param name="now">Machine time.</param>
    public static PipelineEvent AcknowledgedOf(Alert alert, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Event($"alert-{alert.Id}-acknowledged", Acknowledged, EventSeverity.Info, alert, now, reason: null, text: null, ("key", alert.Key));
    }

    /// <summary>The alert that an event told to be raised; null when it makes no sense.</summary>
    public static Alert? AlertOf(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (told.Type != Raised || IdOf(told) is not { } id || told.Facts.GetValueOrDefault("key") is not { } key)
            return null;
        var kind = Enum.GetValues<AlertKind>().Cast<AlertKind?>().FirstOrDefault(one => AlertRules.NameOf(one!.Value) == told.Reason);
        return kind is not { } known ? null : new Alert
        {
            Id = id,
            Kind = known,
            Severity = told.Severity,
            Key = key,
            Text = told.Text ?? "",
            Symbol = told.Symbol,
            At = told.MachineTime,
            CorrelationId = told.CorrelationId,
            CausationId = told.Facts.GetValueOrDefault("cause") ?? told.CausationId,
            Repeats = int.TryParse(told.Facts.GetValueOrDefault("repeats"), CultureInfo.InvariantCulture, out var repeats) ? repeats : 0,
        };
    }

    public static string? IdOf(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.Facts.GetValueOrDefault("alertId");
    }

    private static PipelineEvent Event(
        string id, string type, EventSeverity severity, Alert alert, DateTimeOffset now, string? reason, string? text, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var told = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["alertId"] = alert.Id };
        foreach (var (name, value) in facts)
            told[name] = value;
        return new PipelineEvent
        {
            Id = id,
            CorrelationId = alert.CorrelationId,
            CausationId = type == Raised ? alert.CausationId : $"alert-{alert.Id}",
            VenueTime = now,
            MachineTime = now,
            Process = Processes.Orchestrator,
            Type = type,
            Severity = severity,
            Symbol = alert.Symbol,
            Reason = reason,
            Text = text,
            Facts = told,
        };
    }
}
