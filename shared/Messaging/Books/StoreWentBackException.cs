namespace Pipeline.Messaging;

/// <summary>A stream ends before what we have already read of it: it is not the store that we knew.</summary>
public sealed class StoreWentBackException(string stream, ulong read, ulong last)
    : Exception($"{stream} ends at {last}, but {read} was read from it: the store was replaced or restored from a backup.")
{
    public string Stream { get; } = stream;
}
