namespace NATS.Client.JetStream.Models;

/// <summary>An account's use of JetStream, as the API tells it.</summary>
public record AccountInfoResponse : AccountStats;

/// <summary>An account's use of JetStream.</summary>
public record AccountStats
{
    /// <summary>Bytes in memory.</summary>
    public ulong Memory { get; set; }

    /// <summary>Bytes on disk.</summary>
    public ulong Storage { get; set; }

    public int Streams { get; set; }

    public int Consumers { get; set; }

    public string? Domain { get; set; }
}
