using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Stages;

/// <summary>Reads a stage's settings as its start would, and starts nothing.</summary>
internal static class StageCheck
{
    /// <param name="candidate">File of settings to take instead of what was set while running; null: these.</param>
    /// <exception cref="PipelineException">Exit code 78: a setting is unknown or bad; 77: one was set while running that needs a restart.</exception>
    public static int Run(StageDefinition definition, string profile, string? candidate)
    {
        var home = PipelineHome.Of(profile);
        var overlay = candidate is null ? SettingsOverlay.Read(home) : SettingsOverlay.ReadCandidate(candidate);
        HotSettings.Require(overlay.Keys);
        var settings = Settings.With(Settings.Basis(home), overlay);
        definition.AddServices(new ServiceCollection(), settings.WithSecrets(home));
        return ExitCodes.Done;
    }
}
