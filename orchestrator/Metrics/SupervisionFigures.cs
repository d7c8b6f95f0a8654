using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;
using Pipeline.Domain.Risk;
using Pipeline.Hosting.Metrics;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Metrics;

/// <summary>What the orchestrator measures: processes, trading state and itself. Read when somebody asks, from the supervisor's last word.</summary>
internal sealed class SupervisionFigures : IDisposable
{
    private readonly Meter _meter = new("Pipeline.Supervision");
    private readonly ProcessFigures _self = new(() => null);
    private readonly Func<StatusSnapshot?> _status;

    /// <param name="status">The supervisor's last word; null before the first.</param>
    public SupervisionFigures(Func<StatusSnapshot?> status)
    {
        _status = status;
        OfEach(MetricCatalogue.Up, process => process.State == ProcessState.Ready ? 1 : 0);
        OfEach(MetricCatalogue.HeartbeatAge, process => process.HeartbeatAgeMs / 1000.0);
        OfEach(MetricCatalogue.Restarts, process => process.Restarts);
        _meter.CreateObservableGauge(MetricCatalogue.TradingState.Name, () => Measured(_status() is { } now ? StateOf(now.TradingState) : null), unit: null, MetricCatalogue.TradingState.Help);
        _meter.CreateObservableGauge(MetricCatalogue.Conditions.Name, Conditions, unit: null, MetricCatalogue.Conditions.Help);
    }

    public void Dispose()
    {
        _self.Dispose();
        _meter.Dispose();
    }

    private void OfEach(Metric metric, Func<StatusProcess, double?> read)
    {
        _meter.CreateObservableGauge(metric.Name, Read, unit: null, metric.Help);

        IEnumerable<Measurement<double>> Read() =>
            from process in _status()?.Processes ?? []
            let value = read(process)
            where value is not null
            select new Measurement<double>(value.Value, KeyValuePair.Create("of", (object?)process.Name));
    }

    private IEnumerable<Measurement<double>> Conditions() =>
        from one in _status()?.Conditions ?? []
        group one by one.Condition into same
        select new Measurement<double>(same.Count(), KeyValuePair.Create("condition", (object?)TradingStateRules.NameOf(same.Key)));

    private static double? StateOf(string state) => state switch { "active" => 0, "reducing" => 1, "halted" => 2, _ => -1 };

    private static IEnumerable<Measurement<double>> Measured(double? value) => value is { } known ? [new Measurement<double>(known)] : [];
}
