namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>What becomes of one outgoing message.</summary>
/// <param name="Messages">What is sent in its place, in order.</param>
/// <param name="Delay">How much later, in machine time.</param>
/// <param name="CloseCode">With which code the connection is closed afterwards; null to stay open.</param>
public sealed record MessageVerdict(IReadOnlyList<byte[]> Messages, TimeSpan Delay, int? CloseCode = null, string CloseText = "");
