namespace Pipeline.Simulator.Faults.Input;

/// <summary>A scenario file that cannot be used; the message names the file and every problem.</summary>
public sealed class ScenarioException(string message) : Exception(message);
