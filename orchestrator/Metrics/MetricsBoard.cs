using System.Collections.Concurrent;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Hosting.Metrics;

namespace Pipeline.Orchestrator.Metrics;

/// <summary>What every process last said of its figures, and the orchestrator's own.</summary>
public sealed class MetricsBoard(TimeProvider machine) : IDisposable
{
    /// <summary>Figures of a process that has been silent for so long are of the past.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, (ProcessMetrics Said, long At)> _newest = new(StringComparer.Ordinal);
    private readonly MetricsCollector _own = new();

    public void Hear(ProcessMetrics said)
    {
        ArgumentNullException.ThrowIfNull(said);
        if (Processes.Stages.Contains(said.Process))
            _newest[said.Process] = (said, machine.GetTimestamp());
    }

    /// <summary>All processes that speak, the orchestrator last.</summary>
    public IReadOnlyList<ProcessMetrics> Read() =>
    [
        .. Processes.Stages.Where(_newest.ContainsKey).Select(stage => _newest[stage]).Where(one => machine.GetElapsedTime(one.At) < Stale).Select(one => one.Said),
        new ProcessMetrics { Process = Processes.Orchestrator, Pid = Environment.ProcessId, SentAt = machine.GetUtcNow(), Points = _own.Read() },
    ];

    /// <summary>The value of a figure without labels; null while its process does not say it.</summary>
    public double? ValueOf(string process, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return _newest.TryGetValue(process, out var one) && machine.GetElapsedTime(one.At) < Stale
            ? one.Said.Points.FirstOrDefault(point => point.Name == metric.Name && point.Labels.Count == 0)?.Value
            : null;
    }

    public void Dispose() => _own.Dispose();
}
