using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Metrics;

/// <summary>Says each few seconds what this process has measured; whoever serves all of it listens.</summary>
public sealed class MetricsService(StageRun run, MetricsCollector collector, StageReadiness readiness, PipelineConnection connection, MessagePublisher publisher, TimeProvider machine,
    ILogger<MetricsService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("Pipeline.Hosting");
    private static readonly Gauge<double> Latency = Meter.GaugeOf(MetricCatalogue.ConnectionLatency);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A stage is ready without its figures: they wait until it runs.
        await Task.Yield();
        using var figures = new ProcessFigures(() => readiness.Now.Lag);
        using var timer = new PeriodicTimer(Interval, machine);
        do
        {
            try
            {
                await SayAsync(stoppingToken);
            }
            catch (Exception away) when (away is NatsException or TimeoutException or ObjectDisposedException)
            {
                // nats-server is away or hangs; figures are of now, and the next are as good.
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whatever is wrong with figures, the stage must not end over it.
                HostingLog.FiguresFailed(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SayAsync(CancellationToken cancellationToken)
    {
        if (!connection.IsOpen)
            return;
        var took = await connection.Nats.PingAsync(cancellationToken).AsTask().WaitAsync(PingPatience, machine, cancellationToken);
        Latency.Record(took.TotalSeconds, new KeyValuePair<string, object?>("connection", "nats"));
        var said = new ProcessMetrics { Process = run.Process, Pid = Environment.ProcessId, SentAt = machine.GetUtcNow(), Points = collector.Read() };
        await publisher.PublishCoreAsync(Subjects.Metrics(run.Process), said, cancellationToken);
    }
}
