using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Broker;

/// <summary>What is measured of the venue.</summary>
internal static class Measures
{
    private static readonly Meter Meter = new("Pipeline.Broker");
    private static readonly Histogram<double> Request = Meter.HistogramOf(MetricCatalogue.VenueRequest);
    private static readonly Counter<double> Opened = Meter.CounterOf(MetricCatalogue.ConnectionsOpened);

    public static readonly ObservedGauge BudgetLeft = new(Meter, MetricCatalogue.BudgetLeft);
    public static readonly ObservedGauge Silence = new(Meter, MetricCatalogue.ConnectionSilence);

    public static void Answered(string api, int status, TimeSpan took) =>
        Request.Record(took.TotalSeconds, new("api", api), new("status", $"{status / 100}xx"));

    public static void ConnectionOpened(string connection) => Opened.Add(1, new KeyValuePair<string, object?>("connection", connection));
}
