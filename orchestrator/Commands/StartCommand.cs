using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Hosting.Logging;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>start</c>: brings a profile up and supervises it, here or detached.</summary>
public static class StartCommand
{
    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var detach = new Option<bool>("--detach") { Description = "Return once all processes are ready; end it with ./pipeline stop." };
        var without = new Option<string[]>("--without") { Description = "Stages to leave out, to be run by hand.", AllowMultipleArgumentsPerToken = true };
        without.AcceptOnlyFromAmong([.. Processes.Stages]);
        var fresh = new Option<bool>("--fresh") { Description = "Demo only: a new account, a new market, nothing kept." };
        var confirmLive = CommonOptions.ConfirmLive();
        var simulator = new SimulatorArguments();
        var command = new Command("start", "Start and supervise all processes of a profile.") { profile, detach, without, fresh, confirmLive };
        simulator.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            RefuseSecond(home);
            if (parsed.GetValue(fresh))
                FreshHome.Clear(home);
            var plan = RunPlan.Make(home.Profile, (parsed.GetValue(without) ?? []).ToHashSet(StringComparer.Ordinal), parsed.GetValue(confirmLive), options => simulator.Apply(parsed, options, home));
            await StageSettings.RequireRightAsync(plan, cancellationToken);
            AlertRoutesFile.WarnOf(home);
            return parsed.GetValue(detach)
                ? await DetachedStart.RunAsync(plan, WithoutDetach(parsed), machine, cancellationToken)
                : await SuperviseAsync(plan, machine, cancellationToken);
        });
        return command;
    }

    public static void RefuseSecond(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (ProcessRecord.ReadLiving(home, Processes.Orchestrator) is not null)
            throw PipelineRun.AlreadyRunning(home);
    }

    private static async Task<int> SuperviseAsync(RunPlan plan, TimeProvider machine, CancellationToken cancellationToken)
    {
        using var loggers = StageLogging.Create(plan.Home, Processes.Orchestrator, toTerminal: true);
        await using var run = PipelineRun.Take(plan, loggers, machine);
        var supervising = run.RunAsync(cancellationToken);
        await Task.WhenAny(supervising, run.AllReady);
        if (run.AllReady.IsCompleted)
        {
            loggers.CreateLogger<PipelineRun>().AllReady(plan.Home.Profile);
            await DashboardLine.TellAsync(run, cancellationToken);
        }

        await supervising;
        return ExitCodes.Done;
    }

    private static string[] WithoutDetach(ParseResult parsed) => [.. parsed.Tokens.Select(token => token.Value).Where(token => token is not ("--detach" or "--fresh"))];

    private static void AllReady(this ILogger logger, string profile) => Log.AllReady(logger, profile);
}
