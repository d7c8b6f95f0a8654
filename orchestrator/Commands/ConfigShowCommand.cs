using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>config show</c>: the effective settings, where each comes from, and whether the running stages have them in force.</summary>
public static class ConfigShowCommand
{
    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var command = new Command("show", "The effective settings and where each comes from: profile, pipeline.json, environment, then what was set while running. Keys are never shown.") { profile };
        command.SetAction(parsed =>
        {
            var home = parsed.Home(profile);
            var (basis, overlay) = (Settings.Basis(home), SettingsOverlay.Read(home));
            var settings = Settings.With(basis, overlay);
            foreach (var (key, value) in settings.AsEnumerable().Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                Console.WriteLine($"{key} = {value}   ({SourceOf(key, basis, overlay, home)})");
            var revision = Settings.RevisionOf(settings);
            Console.Error.WriteLine($"revision {revision}; what is not listed has its default (see the options class of each stage)");
            ShowStages(home, revision, machine);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string SourceOf(string key, IConfigurationRoot basis, IReadOnlyDictionary<string, string> overlay, PipelineHome home) =>
        overlay.Keys.Contains(key, StringComparer.OrdinalIgnoreCase)
            ? "set while running"
            : basis.Providers.Reverse().FirstOrDefault(provider => provider.TryGet(key, out _)) switch
            {
                EnvironmentVariablesConfigurationProvider => "environment",
                JsonConfigurationProvider json when json.Source.Path == Path.GetFileName(home.SettingsFile) => "pipeline.json",
                JsonConfigurationProvider => $"profile {home.Profile}",
                _ => "where the simulator listens",
            };

    private static void ShowStages(PipelineHome home, string revision, TimeProvider machine)
    {
        foreach (var stage in new StatusReader(home, machine).Read().Processes.Where(process => Processes.Stages.Contains(process.Name) && process.Configuration is not null))
        {
            Console.Error.WriteLine(stage.Configuration == revision
                ? $"{stage.Name}: has it in force"
                : $"{stage.Name}: decides by revision {stage.Configuration}; the file or the environment differ from its start. Take them over with: ./pipeline restart {stage.Name}");
        }
    }
}
