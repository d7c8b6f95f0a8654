namespace Pipeline.Messaging;

/// <summary>A stream ends before what we have already read of it, or was made anew: it is not the store that we knew.</summary>
public sealed class StoreWentBackException(string stream, ulong read, ulong last)
    : Exception($"{stream} ends at {last} and {read} was read of it, but it is not the stream that was read: the store was replaced or restored from a backup.")
{
    public string Stream { get; } = stream;
}
