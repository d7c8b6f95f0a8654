namespace Pipeline.Tests.TestKit;

/// <summary>What a test may ask of its own <see cref="NatsServer"/>.</summary>
public sealed record NatsServerSettings
{
    /// <summary>More of nats-server's configuration language: authorization, limits, accounts. Empty by default.</summary>
    public string ExtraConfiguration { get; init; } = "";

    /// <summary>Whether JetStream is on, with its store in the server's temporary folder. On by default.</summary>
    public bool JetStream { get; init; } = true;

    /// <summary>When JetStream syncs to disk: "always", as in production and by default, or a duration such as "2m".</summary>
    public string SyncInterval { get; init; } = "always";

    /// <summary>How long the server may take until it accepts connections; 15 s by default.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(15);
}
