using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Store;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Begins a demo anew: the simulated account, the streams and the records of the run are removed; settings and logs stay.</summary>
public static class FreshHome
{
    /// <exception cref="PipelineException">Exit code 77 for a profile with a real account, or a demo that is set to trade on one; 5 while a process of the home lives.</exception>
    public static void Clear(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (home.Profile != "demo")
            throw new PipelineException(ExitCodes.Refused, $"Only the demo can begin anew: profile {home.Profile} has an account at the venue, and its books are kept.");
        if (Settings.Load(home) is var settings && !settings.VenueIsSimulated())
            throw new PipelineException(ExitCodes.Refused, $"Profile demo is set to trade at {settings["Venue:TradingUrl"] ?? "a venue"}, not on the simulated exchange: its books are of an account there, and are kept. Set Venue:Simulated back to true, or use --profile paper.");
        foreach (var folder in (string[])[home.Root, home.Run])
            PipelineHome.CreateOwnerOnly(folder);
        // Nobody may take up the home while it is half gone; so the lock's own file stays.
        using var held = ProcessLock.TryTake(home, Processes.Orchestrator) ?? throw PipelineRun.AlreadyRunning(home);
        var launcher = new ChildLauncher(home);
        foreach (var name in Shutdown.Order)
        {
            if (launcher.FindRunning(name) is not null || ProcessRecord.ReadLiving(home, name) is not null)
                throw new PipelineException(ExitCodes.AlreadyRunning, $"{name} of profile demo still runs. End it first: ./pipeline stop");
        }

        foreach (var folder in (string[])[home.Nats, home.Simulator, .. Directory.GetDirectories(home.Root, $"{StoreReplacement.Aside}*"), .. Directory.GetDirectories(home.Run)])
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Directory.GetFiles(home.Run).Where(file => Path.GetFileName(file) != $"{Processes.Orchestrator}.lock"))
            File.Delete(file);
        new JournalFile(home).Remove();
    }
}
