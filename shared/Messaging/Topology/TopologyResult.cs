namespace Pipeline.Messaging;

/// <summary>How ensuring the streams ended.</summary>
public abstract record TopologyResult
{
    private TopologyResult()
    {
    }

    /// <summary>All streams and durables are there and as they should be.</summary>
    /// <param name="Created">Streams that were not there before.</param>
    public sealed record Ready(IReadOnlyList<string> Created) : TopologyResult;

    /// <summary>The store belongs to another home, or was put together from two; nothing was changed.</summary>
    /// <param name="Expected">The home's store id.</param>
    /// <param name="Found">The store's; null when it names none.</param>
    /// <param name="Where">The stream, or control.store, that says so.</param>
    public sealed record StoreMismatch(string Expected, string? Found, string Where) : TopologyResult;

    /// <summary>The home has had a store before, and these streams (or what makes it ours) are gone; nothing was changed.</summary>
    /// <param name="Streams">Their names; CONTROL also when it is there without control.store.</param>
    public sealed record StreamsMissing(IReadOnlyList<string> Streams) : TopologyResult;
}
