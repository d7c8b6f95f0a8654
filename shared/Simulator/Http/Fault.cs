namespace Pipeline.Simulator.Http;

/// <summary>One switched-on misbehaviour of the order endpoints.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Remaining">How many more requests it hits.</param>
/// <param name="Method">HTTP method it hits.</param>
/// <param name="Status">Status to answer with after booking; 0 drops the connection.</param>
/// <param name="Delay">How much later the answer leaves, in machine time.</param>
public sealed record Fault(FaultKind Kind, int Remaining, string Method, int Status, TimeSpan Delay);
