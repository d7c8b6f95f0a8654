using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Doctor;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>doctor</c>: looks at everything a profile needs and says of each what to do.</summary>
public static class DoctorCommand
{
    public static Command Create(TimeProvider machine)
    {
        var (profile, json) = (CommonOptions.Profile(), CommonOptions.Json());
        var command = new Command("doctor", "Look at everything a profile needs, from the disk to the venue, and say what to do. Changes nothing. Exit 0: no problem, 1: one or more.") { profile, json, Venue() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            var lines = await new Examination(machine).RunAsync(Checks(home, machine), cancellationToken);
            return DoctorReport.Show(lines, parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>The part with the keys, as a process of its own: it asks, prints and ends.</summary>
    private static Command Venue()
    {
        var profile = CommonOptions.Profile();
        var command = new Command("venue", "Ask the venue with the keys; a JSON line for each answer.") { profile };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            foreach (var line in await VenueQuestions.AskAsync(Settings.Load(home), home, cancellationToken))
                Console.WriteLine(JsonSerializer.Serialize(line, VenueQuestionsJson.Default.VenueCheckLine));
            return ExitCodes.Done;
        });
        return command;
    }

    private static List<(string, Func<CancellationToken, Task<IReadOnlyList<DoctorLine>>>)> Checks(PipelineHome home, TimeProvider machine)
    {
        var onMachine = new MachineChecks(machine);
        List<(string, Func<CancellationToken, Task<IReadOnlyList<DoctorLine>>>)> checks =
        [
            ("sdk", onMachine.SdkAsync),
            ("nats-server", token => onMachine.NatsServerAsync(Executables.NatsServer(), token)),
            ("time zones", Once(MachineChecks.TimeZones)),
            ("descriptors", Once(MachineChecks.Descriptors)),
            ("disk", Once(() => HomeChecks.Disk(home))),
            ("permissions", Once(() => HomeChecks.Permissions(home))),
            ("alerts", Once(() => AlertChecks.Look(home))),
        ];
        return [.. checks, .. OfSettings(home, machine), ("streams", token => StreamChecks.LookAsync(home, token)), ("journal", Once(() => JournalChecks.Look(home, machine))), ("processes", Once(() => ProcessChecks.Look(home, machine)))];
    }

    private static List<(string, Func<CancellationToken, Task<IReadOnlyList<DoctorLine>>>)> OfSettings(PipelineHome home, TimeProvider machine)
    {
        try
        {
            var settings = Settings.Load(home);
            var options = OptionsReader.Read<OrchestratorOptions>(settings, "Orchestrator");
            var venue = new VenueChecks(home, settings, machine);
            return
            [
                ("settings", Once(() => [DoctorLine.Ok("settings", $"can be read, revision {Settings.RevisionOf(settings)}; ./pipeline config check looks at each")])),
                ("ports", token => PortChecks.LookAsync(home, options, token)),
                ("venue", venue.ReachAsync),
                ("keys", venue.AskAsync),
            ];
        }
        catch (PipelineException refused)
        {
            return [("settings", Once(() => [DoctorLine.Problem("settings", refused.Message, $"Mend it ({home.SettingsFile} or PIPELINE__...), then: ./pipeline config check --profile {home.Profile}")]))];
        }
    }

    private static Func<CancellationToken, Task<IReadOnlyList<DoctorLine>>> Once(Func<IReadOnlyList<DoctorLine>> look) => _ => Task.Run(look);
}
