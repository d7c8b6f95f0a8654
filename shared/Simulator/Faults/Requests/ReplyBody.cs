namespace Pipeline.Simulator.Faults.Requests;

/// <summary>What an unusable reply has for a body.</summary>
public enum ReplyBody
{
    /// <summary>A JSON object with code and message.</summary>
    Json,

    /// <summary>A JSON object with a message alone.</summary>
    Codeless,

    /// <summary>A page, as a proxy in front of the venue sends it.</summary>
    Html,
    Empty,

    /// <summary>The venue's own reply, cut off in its middle.</summary>
    Truncated,
}
