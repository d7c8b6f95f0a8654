using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Messaging;

/// <summary>What is measured of nats-server and of the messages read.</summary>
internal static class Measures
{
    private static readonly Meter Meter = new("Pipeline.Messaging");
    private static readonly Counter<double> HandledTotal = Meter.CounterOf(MetricCatalogue.Handled);
    private static readonly Counter<double> Opened = Meter.CounterOf(MetricCatalogue.ConnectionsOpened);

    public static void Handled(HandlingOutcome outcome) => HandledTotal.Add(1, new KeyValuePair<string, object?>("outcome", outcome switch
    {
        HandlingOutcome.Done => "done",
        HandlingOutcome.RetryAfter => "retry_after",
        _ => "quarantine",
    }));

    public static void ConnectionOpened() => Opened.Add(1, new KeyValuePair<string, object?>("connection", "nats"));
}
