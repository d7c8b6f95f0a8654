namespace NATS.Client.JetStream.Models;

/// <summary>
/// Stored messages are published once more under another subject, with Nats-Stream, Nats-Subject, Nats-Sequence, Nats-Last-Sequence and
/// Nats-Time-Stamp headers.
/// </summary>
public record Republish
{
    /// <summary>Which; wildcards allowed.</summary>
    public required string Src { get; set; }

    /// <summary>Where; <c>{{wildcard(1)}}</c> stands for what the first wildcard matched.</summary>
    public required string Dest { get; set; }

    public bool HeadersOnly { get; set; }
}

/// <summary>Renames subjects.</summary>
public record SubjectTransform
{
    public required string Src { get; set; }

    public required string Dest { get; set; }
}

/// <summary>Where in a cluster a stream lies.</summary>
public record Placement
{
    public string? Cluster { get; set; }

    public ICollection<string>? Tags { get; set; }
}

/// <summary>A stream to copy from.</summary>
public record StreamSource
{
    public required string Name { get; set; }

    public ulong OptStartSeq { get; set; }

    public DateTimeOffset OptStartTime { get; set; }

    public string? FilterSubject { get; set; }

    public ICollection<SubjectTransform>? SubjectTransforms { get; set; }

    public ExternalStreamSource? External { get; set; }
}

/// <summary>A stream of another account or domain.</summary>
public record ExternalStreamSource
{
    public required string Api { get; set; }

    public string? Deliver { get; set; }
}
