using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Stages;

/// <summary>Runs the stage and ends the process when the stage ends: a failing task is never a process that only looks alive.</summary>
public sealed class StageService(IStage stage, StageReadiness readiness, StageOutcome outcome, IHostApplicationLifetime lifetime, ILogger<StageService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await stage.RunAsync(stoppingToken);
            outcome.ExitCode = ExitCodes.Done;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            outcome.ExitCode = ExitCodes.Done;
        }
        catch (Exception fault)
        {
            outcome.ExitCode = fault switch
            {
                PipelineException known => known.ExitCode,
                OptionsValidationException => ExitCodes.Configuration,
                _ => ExitCodes.Failed,
            };
            outcome.Reason = fault.Message;
            HostingLog.StageFailed(logger, fault);
        }
        finally
        {
            readiness.Stopping();
            lifetime.StopApplication();
        }
    }
}

/// <summary>How the stage ended.</summary>
public sealed class StageOutcome
{
    public int ExitCode { get; set; } = ExitCodes.Failed;

    public string? Reason { get; set; }
}
