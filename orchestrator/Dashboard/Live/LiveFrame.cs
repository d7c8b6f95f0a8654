namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary>The newest picture of a panel.</summary>
/// <param name="Panel">Its name.</param>
/// <param name="Version">Rises with every picture of any panel.</param>
/// <param name="Json">One line of JSON.</param>
public sealed record LiveFrame(string Panel, long Version, ReadOnlyMemory<byte> Json);
