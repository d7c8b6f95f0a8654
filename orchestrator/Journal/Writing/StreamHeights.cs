namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>Where the projected streams are.</summary>
/// <param name="StoreId">The store they belong to.</param>
/// <param name="Places">When each was made, machine time, and its last sequence.</param>
public sealed record StreamHeights(string StoreId, IReadOnlyDictionary<string, (DateTimeOffset Created, ulong Last)> Places)
{
    /// <summary>Messages that a journal had not taken in yet.</summary>
    /// <param name="storeId">The store it tells of.</param>
    /// <param name="projected">How far it had come before these were looked at.</param>
    /// <exception cref="StreamsChangedException">They are not the streams it projected.</exception>
    public long LagBehind(string? storeId, IReadOnlyDictionary<string, StreamPlace> projected)
    {
        ArgumentNullException.ThrowIfNull(projected);
        if (Difference(storeId, projected) is { } difference)
            throw new StreamsChangedException(difference);
        return Places.Sum(place => (long)(place.Value.Last - projected[place.Key].Sequence));
    }

    /// <summary>Why these are not the streams that a journal projected; null when they are, or when it is empty.</summary>
    /// <param name="storeId">The store it tells of; null while it is empty.</param>
    /// <param name="projected">How far it had come before these were looked at.</param>
    public string? Difference(string? storeId, IReadOnlyDictionary<string, StreamPlace> projected)
    {
        ArgumentNullException.ThrowIfNull(projected);
        if (storeId is null)
            return null;
        if (storeId != StoreId)
            return $"it tells of another store ({storeId}; this one is {StoreId}).";
        foreach (var (stream, (created, last)) in Places)
        {
            if (!projected.TryGetValue(stream, out var known))
                return $"it does not know {stream}.";
            // The journal keeps ticks; the server tells nanoseconds.
            if ((known.Created - created).Duration() > TimeSpan.FromMilliseconds(1))
                return $"{stream} was made anew.";
            if (last < known.Sequence)
                return $"{stream} ends at {last} and had come to {known.Sequence}.";
        }

        return null;
    }
}
