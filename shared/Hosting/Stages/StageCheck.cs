using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Stages;

/// <summary>Reads a stage's settings as its start would, and starts nothing.</summary>
internal static class StageCheck
{
    /// <exception cref="PipelineException">Exit code 78: a setting is unknown or bad.</exception>
    public static int Run(StageDefinition definition, string profile)
    {
        var home = PipelineHome.Of(profile);
        definition.AddServices(new ServiceCollection(), Settings.Load(home).WithSecrets(home));
        return ExitCodes.Done;
    }
}
