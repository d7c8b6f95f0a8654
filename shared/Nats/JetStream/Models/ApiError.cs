namespace NATS.Client.JetStream.Models;

/// <summary>Why JetStream refused.</summary>
public record ApiError
{
    /// <summary>As in HTTP: 400, 404, 503.</summary>
    public int Code { get; set; }

    /// <summary>
    /// JetStream's own number: 10071 wrong last sequence, 10060 wrong stream, 10077 limit hit, 10059 no such stream, 10014 no such
    /// consumer.
    /// </summary>
    public int ErrCode { get; set; }

    public string? Description { get; set; }
}
