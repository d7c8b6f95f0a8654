namespace Pipeline.Messaging;

/// <summary>A stored message as it is: what replay prints and what books are made of.</summary>
/// <param name="Stream">The stream it lies in.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="Time">When it was stored, machine time, UTC.</param>
/// <param name="Subject">Where it was published.</param>
/// <param name="Headers">Header names and values, without those that the server adds on reading.</param>
/// <param name="Data">The body.</param>
public sealed record RawMessage(
    string Stream,
    ulong Sequence,
    DateTimeOffset Time,
    string Subject,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Data);
