using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Store;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Begins a demo anew: the simulated account, the streams and the records of the run are removed; settings and logs stay.</summary>
public static class FreshHome
{
    /// <exception cref="PipelineException">Exit code 77 for a profile with a real account; 5 while a process of the home lives.</exception>
    public static void Clear(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (home.Profile != "demo")
            throw new PipelineException(ExitCodes.Refused, $"Only the demo can begin anew: profile {home.Profile} has an account at the venue, and its books are kept.");
        var launcher = new ChildLauncher(home);
        foreach (var name in Shutdown.Order)
        {
            if (launcher.FindRunning(name) is not null || ProcessRecord.ReadLiving(home, name) is not null)
                throw new PipelineException(ExitCodes.AlreadyRunning, $"{name} of profile demo still runs. End it first: ./pipeline stop");
        }

        foreach (var folder in (string[])[home.Nats, home.Simulator, home.Run, .. Directory.Exists(home.Root) ? Directory.GetDirectories(home.Root, $"{StoreReplacement.Aside}*") : []])
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        new JournalFile(home).Remove();
    }
}
