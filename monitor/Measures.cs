using System.Diagnostics.Metrics;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Ledger;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor;

/// <summary>What the monitor measures.</summary>
internal static class Measures
{
    private static readonly Meter Meter = new("Pipeline.Monitor");
    private static readonly Histogram<double> OrderToFill = Meter.HistogramOf(MetricCatalogue.OrderToFill);
    private static readonly Histogram<double> Slippage = Meter.HistogramOf(MetricCatalogue.Slippage);
    private static readonly Counter<double> Unprotected = Meter.CounterOf(MetricCatalogue.Unprotected);
    private static readonly Gauge<double> UnprotectedNow = Meter.GaugeOf(MetricCatalogue.UnprotectedNow);
    private static readonly Gauge<double> Positions = Meter.GaugeOf(MetricCatalogue.Positions);

    /// <summary>Shares of an order were recorded that were not in the book before. Stops and take-profits rest: how long says nothing of the venue.</summary>
    public static void Executed(VenueOrder order, OrderRole role, ExecutionSlippage? slippage)
    {
        var label = new KeyValuePair<string, object?>("role", LedgerTeller.Snake(role));
        if (role is OrderRole.Entry or OrderRole.Exit && order is { SubmittedAt: { } submitted, UpdatedAt: { } updated } && updated >= submitted)
            OrderToFill.Record((updated - submitted).TotalSeconds, label);
        if (slippage is not null)
            Slippage.Record((double)slippage.Fraction, label);
    }

    /// <param name="bare">Positions with shares under no working exit.</param>
    /// <param name="since">Machine time since the look before.</param>
    /// <param name="held">Positions held.</param>
    public static void Looked(int bare, TimeSpan since, int held)
    {
        Unprotected.Add(bare * since.TotalSeconds);
        UnprotectedNow.Record(bare);
        Positions.Record(held);
    }
}
