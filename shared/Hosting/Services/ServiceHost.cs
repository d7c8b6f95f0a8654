using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Metrics;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Services;

/// <summary>Lets a stage answer the service protocol beside its work, which must not suffer from whoever asks.</summary>
internal sealed class ServiceHost(StageRun run, HeartbeatWords words, MetricsCollector metrics, PipelineConnection connection, TimeProvider machine, ILogger<ServiceHost> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var responder = new ServiceResponder(run.Process, connection, words.Now, metrics.Read, machine, logger);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await responder.RunAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever is asked, the stage must not end over it.
                HostingLog.RequestNotAnswered(logger, "$SRV", fault.Message);
            }

            await Task.Delay(Pause, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
