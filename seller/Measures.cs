using System.Diagnostics.Metrics;
using System.Text.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Seller;

/// <summary>What the seller measures.</summary>
internal static class Measures
{
    private static readonly Meter Meter = new("Pipeline.Seller");
    private static readonly Counter<double> Trades = Meter.CounterOf(MetricCatalogue.Trades);
    private static readonly Gauge<double> Profit = Meter.GaugeOf(MetricCatalogue.Profit);
    private static readonly Lock Gate = new();
    private static decimal _profit;

    public static void Recorded(Trade trade)
    {
        Trades.Add(1, new KeyValuePair<string, object?>("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(trade.ExitReason.ToString())));
        lock (Gate)
            Profit.Record((double)(_profit += trade.Profit.Value));
    }
}
