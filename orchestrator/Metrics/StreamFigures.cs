using System.Diagnostics.Metrics;
using System.Globalization;
using NATS.Client.Core;
using Pipeline.Contracts.Metrics;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Metrics;

/// <summary>Looks every few seconds how long, how large and how old the streams are.</summary>
internal sealed class StreamFigures(TimeProvider machine) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly Meter Meter = new("Pipeline.Streams");
    private static readonly ObservedGauge Age = new(Meter, MetricCatalogue.StreamAge);
    private static readonly ObservedGauge Messages = new(Meter, MetricCatalogue.StreamMessages);
    private static readonly ObservedGauge Bytes = new(Meter, MetricCatalogue.StreamBytes);
    private readonly List<(ObservedGauge Gauge, string Stream, Func<double?> Read)> _set = [];

    /// <summary>Looks until cancelled.</summary>
    /// <exception cref="NatsException">nats-server is away.</exception>
    public async Task RunAsync(PipelineConnection connection, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        try
        {
            do
            {
                await foreach (var stream in connection.JetStream.ListStreamsAsync(cancellationToken: stopping))
                {
                    var (name, state) = (stream.Info.Config.Name ?? "", stream.Info.State);
                    DateTimeOffset? newest = DateTimeOffset.TryParse(state.LastTs, CultureInfo.InvariantCulture, out var stored) ? stored : null;
                    Set(Messages, name, () => state.Messages);
                    Set(Bytes, name, () => state.Bytes);
                    Set(Age, name, () => state.Messages > 0 && newest is { } at ? Math.Max(0, (machine.GetUtcNow() - at).TotalSeconds) : null);
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Nobody looks any more: what was seen last is no figure of now.</summary>
    public void Dispose()
    {
        foreach (var (gauge, stream, read) in _set)
            gauge.Remove(stream, read);
        _set.Clear();
    }

    private void Set(ObservedGauge gauge, string stream, Func<double?> read)
    {
        _set.RemoveAll(one => one.Gauge == gauge && one.Stream == stream);
        _set.Add((gauge, stream, read));
        gauge.Set(stream, read);
    }
}
