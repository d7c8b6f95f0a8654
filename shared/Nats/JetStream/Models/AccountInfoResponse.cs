namespace NATS.Client.JetStream.Models;

/// <summary>An account's use of JetStream.</summary>
public record AccountInfoResponse
{
    /// <summary>Bytes in memory.</summary>
    public long Memory { get; set; }

    /// <summary>Bytes on disk.</summary>
    public long Storage { get; set; }

    public int Streams { get; set; }

    public int Consumers { get; set; }

    public AccountLimits? Limits { get; set; }

    public string? Domain { get; set; }
}

/// <summary>What an account may use; -1 for no limit.</summary>
public record AccountLimits
{
    public long MaxMemory { get; set; }

    public long MaxStorage { get; set; }

    public long MaxStreams { get; set; }

    public long MaxConsumers { get; set; }
}
