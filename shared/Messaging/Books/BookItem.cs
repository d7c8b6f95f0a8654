namespace Pipeline.Messaging;

/// <summary>What a follower of books is told.</summary>
public abstract record BookItem;

/// <summary>A stored message of a book; each once, in the order of its stream.</summary>
/// <param name="Stream">The stream it lies in.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="Subject">Where it was published.</param>
/// <param name="Data">The body.</param>
/// <param name="StoredAt">When it was stored, machine time, UTC.</param>
public sealed record BookEntry(string Stream, ulong Sequence, string Subject, ReadOnlyMemory<byte> Data, DateTimeOffset StoredAt) : BookItem;

/// <summary>All that was stored before following began has been told; what comes now is new. Told once.</summary>
public sealed record CaughtUp : BookItem;
