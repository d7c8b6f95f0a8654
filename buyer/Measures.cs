using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Orders;

namespace Pipeline.Buyer;

/// <summary>What the buyer measures.</summary>
internal static class Measures
{
    private static readonly Meter Meter = new("Pipeline.Buyer");
    private static readonly Histogram<double> SignalToOrder = Meter.HistogramOf(MetricCatalogue.SignalToOrder);
    private static readonly Counter<double> Signals = Meter.CounterOf(MetricCatalogue.Signals);
    private static readonly Gauge<double> Equity = Meter.GaugeOf(MetricCatalogue.Equity);
    private static readonly Gauge<double> Cash = Meter.GaugeOf(MetricCatalogue.Cash);

    /// <summary>An entry left.</summary>
    /// <param name="signalPublishedAt">Null after a restart: then nobody knows how long it took.</param>
    public static void Sent(DateTimeOffset sentAt, DateTimeOffset? signalPublishedAt)
    {
        if (signalPublishedAt is { } published)
            SignalToOrder.Record((sentAt - published).TotalSeconds);
    }

    /// <param name="outcome">bought, or the reason of the refusal.</param>
    public static void Decided(string outcome) => Signals.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public static void Read(AccountValues account)
    {
        Equity.Record((double)account.Equity.Value);
        Cash.Record((double)account.Cash.Value);
    }
}
