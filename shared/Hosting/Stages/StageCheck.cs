using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Stages;

/// <summary>Reads a stage's settings as its start would, and starts nothing.</summary>
internal static class StageCheck
{
    /// <param name="candidate">File of settings to take instead of what was set while running; null: these.</param>
    /// <exception cref="PipelineException">Exit code 78: a setting is unknown or bad.</exception>
    public static int Run(StageDefinition definition, string profile, string? candidate)
    {
        var home = PipelineHome.Of(profile);
        var settings = candidate is null ? Settings.Load(home) : Settings.With(Settings.Basis(home), SettingsOverlay.ReadCandidate(candidate));
        definition.AddServices(new ServiceCollection(), settings.WithSecrets(home));
        return ExitCodes.Done;
    }
}
