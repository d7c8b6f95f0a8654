using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Stages;

/// <summary>The settings a stage starts with. What was set while running passes the gate it would pass while running, whole or not at all.</summary>
/// <param name="Basis">Profile, file and environment.</param>
/// <param name="Overlay">What counts of what was set while running.</param>
/// <param name="Settings">Both.</param>
/// <param name="Refused">Why nothing of what was set counts; null when all of it does.</param>
public sealed record StartSettings(IConfigurationRoot Basis, IReadOnlyDictionary<string, string> Overlay, IConfigurationRoot Settings, string? Refused)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads them. Who guards positions starts without what does not fit: not to start would leave positions alone.</summary>
    /// <exception cref="PipelineException">Exit code 78 or 77: they do not fit, and nobody is left alone because this stage does not start.</exception>
    public static StartSettings Of(StageDefinition definition, PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var basis = Configuration.Settings.Basis(home);
        try
        {
            var overlay = SettingsOverlay.Read(home);
            HotSettings.Require(overlay.Keys);
            var settings = Configuration.Settings.With(basis, overlay);
            // As its own options read them; what is wrong with the basis alone is said by the start itself.
            if (overlay.Count > 0)
                definition.AddServices(new ServiceCollection(), settings.WithSecrets(home));
            return new StartSettings(basis, overlay, settings, Refused: null);
        }
        catch (Exception unfit) when (definition.GuardsPositions)
        {
            return new StartSettings(basis, Nothing, Configuration.Settings.With(basis, Nothing), unfit.Message);
        }
    }
}
