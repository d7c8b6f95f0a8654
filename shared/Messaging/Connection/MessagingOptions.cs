namespace Pipeline.Messaging;

/// <summary>Where nats-server is and who we are to it.</summary>
public sealed record MessagingOptions
{
    /// <summary>The server's address, such as nats://127.0.0.1:4222, or tls:// where the connection must be encrypted; it never carries credentials.</summary>
    public required string Url { get; init; }

    /// <summary>One of <see cref="NatsUsers"/>.</summary>
    public required string User { get; init; }
    public required string Password { get; init; }

    /// <summary>What the server shows for this connection; the user's name by default.</summary>
    public string? Name { get; init; }

    /// <summary>PEM file of the authorities that may vouch for the server: then TLS is required. Null: none is asked for beyond what the address says.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Below it the user may subscribe for replies.</summary>
    public string InboxPrefix => NatsUsers.InboxPrefix(User);

    /// <summary>Without the password: options find their way into logs.</summary>
    public override string ToString() => $"{User} at {Url}";
}
