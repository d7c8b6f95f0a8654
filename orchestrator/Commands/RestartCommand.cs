using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>restart [STAGE|--all]</c>: ends a process gently and lets the supervisor start it again; clears a failed state.</summary>
public static class RestartCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var process = new Argument<string?>("process") { Description = "A stage, nats-server or simulator.", Arity = ArgumentArity.ZeroOrOne };
        process.AcceptOnlyFromAmong([.. Shutdown.Order]);
        var all = new Option<bool>("--all") { Description = "The four stages, one after the other; each is ready before the next is stopped." };
        var command = new Command("restart", "Restart one process, or the stages one at a time.") { process, all, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var one = parsed.GetValue(process);
            if ((one is null) != parsed.GetValue(all))
                throw new PipelineException(ExitCodes.Usage, "Name one process to restart, or say --all for the four stages.");
            if (ProcessRecord.ReadLiving(home, Processes.Orchestrator) is null)
                throw new PipelineException(ExitCodes.NotRunning, $"No orchestrator runs for profile {home.Profile}. Start it with: ./pipeline start --profile {home.Profile}");
            foreach (var name in one is null ? Processes.Stages : [one])
                await RestartAsync(home, name, machine, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task RestartAsync(PipelineHome home, string name, TimeProvider machine, CancellationToken cancellationToken)
    {
        var reader = new StatusReader(home, machine);
        var before = reader.Read().Processes.FirstOrDefault(process => process.Name == name)
            ?? throw new PipelineException(ExitCodes.NotRunning, $"{name} is not among the processes of profile {home.Profile}.");
        await Console.Error.WriteLineAsync($"Restarting {name}…");
        new RestartRequests(home).Ask(name);
        var since = machine.GetTimestamp();
        while (machine.GetElapsedTime(since) < Limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), machine, cancellationToken);
            var now = reader.Read().Processes.FirstOrDefault(process => process.Name == name);
            if (now is { State: ProcessState.Ready, Pid: { } pid } && pid != before.Pid)
            {
                await Console.Error.WriteLineAsync($"{name} is ready again, pid {pid}.");
                return;
            }
        }

        throw new PipelineException(ExitCodes.Unhealthy, $"{name} was not ready again within {Limit.TotalSeconds:0} s. Look at: ./pipeline logs {name} --profile {home.Profile}, and with --output at what it printed");
    }
}
