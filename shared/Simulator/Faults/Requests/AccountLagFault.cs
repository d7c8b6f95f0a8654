namespace Pipeline.Simulator.Faults.Requests;

/// <summary>The account shows an execution's cash later than the streams tell of it.</summary>
/// <param name="Time">How much later, in machine time.</param>
public sealed record AccountLagFault(TimeSpan Time) : Fault;
