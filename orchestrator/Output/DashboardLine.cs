using Pipeline.Hosting;
using Pipeline.Orchestrator.Dashboard;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Output;

/// <summary>What a start says about the dashboard: to the terminal alone, for the link opens it.</summary>
public static class DashboardLine
{
    /// <summary>How long a start that is done waits for the dashboard.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static string Of(string link, string profile) => $"Dashboard: {link} (opens once, within ten minutes; another link: ./pipeline dashboard --profile {profile})";

    /// <summary>For the orchestrator itself.</summary>
    public static async Task TellAsync(PipelineRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (await run.Dashboard.LinkAsync(Patience, cancellationToken) is { } link)
            await Console.Error.WriteLineAsync(Of(link, run.Plan.Home.Profile));
    }

    /// <summary>For who has started it.</summary>
    public static async Task TellAsync(RunPlan plan, TimeProvider machine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.Options.Dashboard)
            return;
        var reader = new StatusReader(plan.Home, machine);
        var since = machine.GetTimestamp();
        while (reader.ReadFresh()?.Endpoints.Dashboard is null && machine.GetElapsedTime(since) < Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(50), machine, cancellationToken);
        try
        {
            await Console.Error.WriteLineAsync(Of(await DashboardLink.MakeAsync(plan.Home, machine, cancellationToken), plan.Home.Profile));
        }
        catch (PipelineException absent)
        {
            // Everything else runs: a start without a dashboard is a start.
            await Console.Error.WriteLineAsync(absent.Message);
        }
    }
}
