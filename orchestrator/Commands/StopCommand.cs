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

    /// <summary>0 when all has ended and nothing is left, 1 when something may be left at the venue, 3 when nothing ran.</summary>
    public static async Task<int> StopAsync(PipelineHome home, OrchestratorOptions options, TimeProvider machine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(options);
        var orchestrator = ProcessRecord.ReadLiving(home, Processes.Orchestrator);
        var servers = Living(home);
        if (orchestrator is null && servers.Count == 0 && Processes.Stages.All(stage => ProcessRecord.ReadLiving(home, stage) is null))
        {
            await Console.Error.WriteLineAsync($"Nothing of profile {home.Profile} is running.");
            await SayAsync(new LeftBehind(home).Read());
            return ExitCodes.NotRunning;
        }

        var patience = TimeSpan.FromSeconds(options.StopSeconds);
        if (orchestrator is not null)
        {
            // It ends its processes in order itself, each with its own deadline.
            await Console.Error.WriteLineAsync($"Asking the orchestrator (pid {orchestrator.Identity.Pid}) to stop all…");
            await new Shutdown(home, patience * (Shutdown.Order.Count + 1), machine).EndAsync(orchestrator.Identity, cancellationToken);
        }

        // What the orchestrator has found out lies in run/, and is read with the rest.
        var left = await new Shutdown(home, patience, machine).EndAllAsync(servers, [], name => Console.Error.WriteLine($"Stopping {name}…"), cancellationToken);
        await Console.Error.WriteLineAsync($"Profile {home.Profile} is stopped.");
        await SayAsync(left);
        return left.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task SayAsync(IReadOnlyList<string> left)
    {
        foreach (var said in left)
            await Console.Error.WriteLineAsync(said);
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
