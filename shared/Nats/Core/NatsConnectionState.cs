namespace NATS.Client.Core;

/// <summary>Where a connection stands.</summary>
public enum NatsConnectionState
{
    /// <summary>Not connected: never asked to be, or the first attempt failed, or disposed.</summary>
    Closed,

    /// <summary>Connected; every subscription is known to the server.</summary>
    Open,

    /// <summary>The first attempt is under way.</summary>
    Connecting,

    /// <summary>The connection was lost and is being restored.</summary>
    Reconnecting,

    /// <summary>Given up: refused twice for the same reason of authorization, or MaxReconnectRetry is used up.</summary>
    Failed,
}
