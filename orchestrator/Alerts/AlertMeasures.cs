using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;
using Pipeline.Domain.Alerts;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>What is measured of alerts.</summary>
internal static class AlertMeasures
{
    private static readonly Meter Meter = new("Pipeline.Alerts");
    private static readonly Counter<double> RaisedTotal = Meter.CounterOf(MetricCatalogue.AlertsRaised);
    private static readonly Counter<double> FaredTotal = Meter.CounterOf(MetricCatalogue.AlertsFared);

    public static void Raised(Alert alert) =>
        RaisedTotal.Add(1, new("kind", AlertRules.NameOf(alert.Kind)), new("severity", alert.Severity.ToString().ToLowerInvariant()));

    public static void Fared(string route, SendResult result) => FaredTotal.Add(1, new("route", route), new("result", result.Reason ?? AlertLine.Sent));
}
