using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Broker;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Metrics;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Orchestrator.Live;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>config</c>: what is in force, what is wrong with it, and other settings while everything runs.</summary>
public static class ConfigCommand
{
    public static Command Create(TimeProvider machine) => new("config", "What settings are in force, whether they are right, and other ones while everything runs.")
    {
        ConfigShowCommand.Create(machine), Check(machine), ConfigSetCommand.Set(machine), ConfigSetCommand.Unset(machine), ConfigHistoryCommand.Create(),
    };

    private static Command Check(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var confirmLive = CommonOptions.ConfirmLive();
        var command = new Command("check", "Each missing or malformed setting; and with keys, whether account, clock and data answer.") { profile, confirmLive };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var settings = Settings.Load(home);
            LiveGuard.Check(home.Profile, settings, parsed.GetValue(confirmLive), SecretsFile.Read(home));
            LiveGate.Of(home, machine).Check(settings, opens: false);
            var wrong = !CheckOwn(settings) | !await CheckStagesAsync(home, cancellationToken) | !await CheckVenueAsync(settings, home, cancellationToken);
            var calls = CheckAlerts(home);
            Say(!wrong, "profile", wrong ? $"{home.Profile} cannot start like this" : calls ? $"{home.Profile} is ready to start" : $"{home.Profile} starts, but calls nobody");
            return wrong || !calls ? ExitCodes.Configuration : ExitCodes.Done;
        });
        return command;
    }

    private static bool CheckOwn(IConfiguration settings)
    {
        try
        {
            OptionsReader.Read<OrchestratorOptions>(settings, "Orchestrator");
            OptionsReader.Read<SimulatorOptions>(settings, "Simulator");
            OptionsReader.Read<AlertOptions>(settings, AlertOptions.Section);
            OptionsReader.Read<MetricsOptions>(settings, MetricsOptions.Section);
            Say(true, "orchestrator", "settings are right");
            return true;
        }
        catch (PipelineException refused)
        {
            Say(false, "orchestrator", refused.Message);
            return false;
        }
    }

    // It keeps nothing from starting.
    private static bool CheckAlerts(PipelineHome home)
    {
        var problem = AlertRoutesFile.ProblemOf(home);
        Say(problem is null, "alerts", problem ?? "routes are right");
        return problem is null;
    }

    private static async Task<bool> CheckStagesAsync(PipelineHome home, CancellationToken cancellationToken)
    {
        var right = true;
        foreach (var stage in Processes.Stages)
        {
            var problem = await StageSettings.ProblemOfAsync(stage, home, cancellationToken);
            Say(problem is null, stage, problem ?? "settings are right");
            right &= problem is null;
        }

        return right;
    }

    private static async Task<bool> CheckVenueAsync(IConfiguration settings, PipelineHome home, CancellationToken cancellationToken)
    {
        if (settings.VenueIsSimulated() && Endpoints.Read(home)?.Simulator is null)
        {
            Say(true, "venue", "the simulated exchange; it is started with the demo");
            return true;
        }

        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddBroker(settings.WithSecrets(home));
        await using var provider = services.BuildServiceProvider();
        var lines = await provider.GetRequiredService<VenueCheck>().RunAsync(cancellationToken);
        foreach (var line in lines)
            Say(line.Ok, line.What, line.Text);
        return lines.All(line => line.Ok);
    }

    private static void Say(bool ok, string what, string text) => Console.WriteLine($"{(ok ? "ok   " : "WRONG")} {what}: {text}");
}
