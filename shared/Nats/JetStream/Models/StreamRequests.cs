namespace NATS.Client.JetStream.Models;

/// <summary>What to tell of a stream beside its state.</summary>
public record StreamInfoRequest
{
    public bool DeletedDetails { get; set; }

    /// <summary>Subjects to list with their message counts; wildcards allowed.</summary>
    public string? SubjectsFilter { get; set; }

    /// <summary>The first subject to list; all further ones follow.</summary>
    public int Offset { get; set; }
}

/// <summary>What to purge; everything by default.</summary>
public record StreamPurgeRequest
{
    /// <summary>Only messages on this subject; wildcards allowed.</summary>
    public string? Filter { get; set; }

    /// <summary>Only messages before this sequence.</summary>
    public ulong Seq { get; set; }

    /// <summary>How many to leave.</summary>
    public ulong Keep { get; set; }
}

/// <summary>How many messages were purged.</summary>
public record StreamPurgeResponse
{
    public bool Success { get; set; }

    public long Purged { get; set; }
}

/// <summary>Which message to delete.</summary>
public record StreamMsgDeleteRequest
{
    public ulong Seq { get; set; }

    /// <summary>Whether to leave its bytes on the disk.</summary>
    public bool NoErase { get; set; }
}

/// <summary>Whether the message was deleted.</summary>
public record StreamMsgDeleteResponse
{
    public bool Success { get; set; }
}

/// <summary>Which message to read: one sequence, the last of a subject, or the next of a subject from a sequence on.</summary>
public record StreamMsgGetRequest
{
    public ulong Seq { get; set; }

    public string? LastBySubj { get; set; }

    public string? NextBySubj { get; set; }
}

/// <summary>A stored message.</summary>
public record StreamMsgGetResponse
{
    public required StoredMessage Message { get; set; }
}

/// <summary>A message as a stream keeps it.</summary>
public record StoredMessage
{
    public required string Subject { get; set; }

    public ulong Seq { get; set; }

    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset Time { get; set; }

    /// <summary>The headers as on the wire, in base64.</summary>
    public string? Hdrs { get; set; }
}
