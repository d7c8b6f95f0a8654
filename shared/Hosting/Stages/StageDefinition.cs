using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Stages;

/// <summary>What makes one stage different from the others.</summary>
/// <param name="Process">One of the names in <see cref="Contracts.Processes"/>.</param>
/// <param name="Description">One line for the help text.</param>
/// <param name="AddServices">Adds the stage's options, its sources and its <see cref="IStage"/>; the configuration holds the keys too.</param>
/// <param name="GuardsPositions">True for a stage that protects what is held: it starts on a full disk too, telling and remembering less, because not to start would leave positions alone. Default false.</param>
/// <param name="NeedsNats">False for a stage that starts and works without nats-server too, and connects when it is there.</param>
public sealed record StageDefinition(string Process, string Description, Action<IServiceCollection, IConfiguration> AddServices, bool NeedsNats = true, bool GuardsPositions = false)
{
    /// <summary>Proves that the home can be written to. Null when it can; what is wrong when it cannot and this stage starts all the same.</summary>
    /// <param name="home">Where all state lies.</param>
    /// <param name="leastFree">Bytes that must be left on its disk. Default <see cref="PipelineHome.LeastFree"/>.</param>
    /// <exception cref="PipelineException">It cannot, and nobody is left alone because this stage does not start.</exception>
    public PipelineException? CheckHome(PipelineHome home, long leastFree = PipelineHome.LeastFree)
    {
        ArgumentNullException.ThrowIfNull(home);
        try
        {
            home.EnsureWritable(leastFree);
            return null;
        }
        catch (PipelineException refused) when (GuardsPositions)
        {
            return refused;
        }
    }
}
