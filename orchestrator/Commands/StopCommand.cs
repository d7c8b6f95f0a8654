using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>stop</c>: ends everything of a profile in order, also what a killed orchestrator or a person left behind.</summary>
public static class StopCommand
{
    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var command = new Command("stop", "End all processes of a profile in order; positions keep their stops at the venue.") { profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var options = OptionsReader.Read<OrchestratorOptions>(Settings.Load(home), "Orchestrator");
            return await StopAsync(home, options, machine, cancellationToken);
        });
        return command;
    }

    private static async Task<int> StopAsync(PipelineHome home, OrchestratorOptions options, TimeProvider machine, CancellationToken cancellationToken)
    {
        var orchestrator = ProcessRecord.ReadLiving(home, Processes.Orchestrator);
        var servers = Living(home);
        if (orchestrator is null && servers.Count == 0 && Processes.Stages.All(stage => ProcessRecord.ReadLiving(home, stage) is null))
        {
            await Console.Error.WriteLineAsync($"Nothing of profile {home.Profile} is running.");
            return ExitCodes.NotRunning;
        }

        var patience = TimeSpan.FromSeconds(options.StopSeconds);
        if (orchestrator is not null)
        {
            // It ends its processes in order itself, each with its own deadline.
            await Console.Error.WriteLineAsync($"Asking the orchestrator (pid {orchestrator.Identity.Pid}) to stop all…");
            await new Shutdown(home, patience * (Shutdown.Order.Count + 1), machine).EndAsync(orchestrator.Identity, cancellationToken);
        }

        await new Shutdown(home, patience, machine).EndAllAsync(servers, [], name => Console.Error.WriteLine($"Stopping {name}…"), cancellationToken);
        await Console.Error.WriteLineAsync($"Profile {home.Profile} is stopped.");
        var left = new LeftBehind(home).Read();
        foreach (var said in left)
            await Console.Error.WriteLineAsync(said);
        return left.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static Dictionary<string, ProcessIdentity> Living(PipelineHome home)
    {
        var launcher = new ChildLauncher(home);
        return Shutdown.Order
            .Select(name => (Name: name, Identity: launcher.FindRunning(name)))
            .Where(found => found.Identity is not null)
            .ToDictionary(found => found.Name, found => found.Identity!, StringComparer.Ordinal);
    }
}
