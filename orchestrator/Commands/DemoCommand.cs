using System.CommandLine;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Orchestrator.Demo;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>demo</c>: everything on the simulated exchange, live in the terminal.</summary>
public static class DemoCommand
{
    public static Command Create(TimeProvider machine)
    {
        var trades = new Option<int?>("--trades") { Description = "End after so many closed trades." };
        trades.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
                result.AddError("--trades is 1 or more.");
        });
        var json = new Option<bool>("--json") { Description = "A JSON line for each closed trade and a summary, instead of the live view." };
        var simulator = new SimulatorArguments();
        var command = new Command("demo", "Trade on a simulated exchange: no account, no internet; a new account each time.") { trades, json };
        simulator.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = PipelineHome.Of("demo");
            StartCommand.RefuseSecond(home);
            FreshHome.Clear(home);
            var plan = RunPlan.Make(home.Profile, new HashSet<string>(), confirmLive: false, options => simulator.Apply(parsed, options, home));
            await StageSettings.RequireRightAsync(plan, cancellationToken);
            AlertRoutesFile.WarnOf(home);
            return await new DemoRun(plan, parsed.GetValue(trades), parsed.GetValue(json), machine).RunAsync(cancellationToken);
        });
        return command;
    }
}
