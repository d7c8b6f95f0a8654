namespace Pipeline.Hosting.Stages;

/// <summary>What a stage does for as long as it lives.</summary>
public interface IStage
{
    /// <summary>Returns when stopping, or when a run with <c>--once</c> has drained what was there. Any fault ends the process with code 1.</summary>
    Task RunAsync(CancellationToken stopping);
}
