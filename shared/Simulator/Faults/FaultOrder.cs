namespace Pipeline.Simulator.Faults;

/// <summary>A fault as it was asked for: what, to whom and when.</summary>
/// <param name="Kind">Its name in the registry.</param>
/// <param name="Asked">The JSON it was asked for with, to be shown again.</param>
public sealed record FaultOrder(string Kind, Fault Fault, FaultFilter Filter, FaultTrigger Trigger, string Asked);
