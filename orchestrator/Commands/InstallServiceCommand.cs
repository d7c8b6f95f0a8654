using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Service;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>install-service</c>: a systemd user unit for a profile, shown before it is written.</summary>
public static class InstallServiceCommand
{
    /// <summary>There exactly while systemd runs the machine (sd_booted(3)).</summary>
    private const string Booted = "/run/systemd/system";

    public static Command Create()
    {
        var (profile, confirmLive) = (CommonOptions.Profile(), CommonOptions.ConfirmLive());
        var yes = new Option<bool>("--yes") { Description = "Write it without asking." };
        var print = new Option<bool>("--print") { Description = "Only show the unit; works without systemd too." };
        var command = new Command("install-service", "Write a systemd user unit that starts and watches a profile, after showing it. It enables and starts nothing itself.") { profile, yes, print, confirmLive };
        command.SetAction(parsed =>
        {
            var home = parsed.Home(profile);
            var unit = UnitOf(home, parsed.GetValue(confirmLive));
            if (parsed.GetValue(print))
            {
                Console.Write(unit.Render());
                return ExitCodes.Done;
            }

            if (!Directory.Exists(Booted))
                throw new PipelineException(ExitCodes.Unavailable, "systemd does not run this machine, so there is nothing to install into. Let your own service manager run: ./pipeline start; see the unit with --print.");
            return Install(unit, home, parsed.GetValue(yes));
        });
        return command;
    }

    private static ServiceUnit UnitOf(PipelineHome home, bool confirmLive)
    {
        if (home.Profile == LiveGuard.Profile && !confirmLive)
            throw new PipelineException(ExitCodes.Refused, "A service of profile live trades real money each time the machine starts. Say so with --confirm-live.");
        var options = OptionsReader.Read<OrchestratorOptions>(Settings.Load(home), "Orchestrator");
        return new ServiceUnit
        {
            Profile = home.Profile,
            Program = Environment.ProcessPath!,
            Homes = Path.GetDirectoryName(home.Root)!,
            NatsServer = Path.GetFullPath(Executables.NatsServer()),
            // Each process has its own deadline and, when it is killed, as much again.
            StopSeconds = (2 * options.StopSeconds * Shutdown.Order.Count) + 10,
            ReadySeconds = options.ReadySeconds,
            ConfirmLive = confirmLive && home.Profile == LiveGuard.Profile,
            DotnetRoot = Environment.GetEnvironmentVariable("DOTNET_ROOT"),
        };
    }

    private static int Install(ServiceUnit unit, PipelineHome home, bool yes)
    {
        var configuration = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        var path = Path.Combine(configuration, "systemd", "user", unit.Name);
        Console.Write(unit.Render());
        if (!yes && !Asked($"{(File.Exists(path) ? "Replace" : "Write")} {path}? [y/N] "))
        {
            Console.Error.WriteLine("Nothing was written. Write it with --yes.");
            return ExitCodes.Done;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        OwnerOnlyFile.WriteAllText(path, unit.Render());
        // Its parent must be there before the service may write to nothing else.
        home.EnsureWritable();
        Console.Error.WriteLine($"""
            {path} is written. The service reads keys from {SecretsFile.PathIn(home)} alone, not from this terminal.
            Start it now and with each login:      systemctl --user daemon-reload && systemctl --user enable --now {unit.Name}
            Let it run while you are logged out:   loginctl enable-linger
            See how it is:                         systemctl --user status {unit.Name}
            Remove it:                             systemctl --user disable --now {unit.Name} && rm {path}
            """);
        return ExitCodes.Done;
    }

    private static bool Asked(string question)
    {
        if (Console.IsInputRedirected)
            return false;
        Console.Error.Write(question);
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
