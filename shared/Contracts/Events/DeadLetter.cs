namespace Pipeline.Contracts.Events;

/// <summary>A message that could not be handled, whole: <c>dlq.&lt;process&gt;</c>, written by the process that gave up on it.</summary>
public sealed record DeadLetter : Message
{
    public required string Process { get; init; }
    public required string Stream { get; init; }
    public required ulong Sequence { get; init; }
    public required string Subject { get; init; }
    public required string Reason { get; init; }

    /// <summary>How often it had been delivered.</summary>
    public required ulong Deliveries { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The original body, base64.</summary>
    public required byte[] Data { get; init; }
}
