namespace NATS.Client.Core;

/// <summary>What happened to a connection.</summary>
public class NatsEventArgs : EventArgs
{
    public NatsEventArgs(string message) => Message = message;

    public string Message { get; }
}

/// <summary>A message that found its subscription's queue full.</summary>
public class NatsMessageDroppedEventArgs : NatsEventArgs
{
    public NatsMessageDroppedEventArgs(
        NatsSubBase subscription,
        int pending,
        string subject,
        string? replyTo,
        NatsHeaders? headers,
        object? data)
        : base($"Dropped message from {subject} with {pending} pending messages")
    {
        Subscription = subscription;
        Pending = pending;
        Subject = subject;
        ReplyTo = replyTo;
        Headers = headers;
        Data = data;
    }

    public NatsSubBase Subscription { get; }

    public int Pending { get; }

    public string Subject { get; }

    public string? ReplyTo { get; }

    public NatsHeaders? Headers { get; }

    public object? Data { get; }
}

/// <summary>A subscription whose queue is full: from now on its messages are dropped.</summary>
public class NatsSlowConsumerEventArgs : NatsEventArgs
{
    public NatsSlowConsumerEventArgs(NatsSubBase subscription)
        : base($"Slow consumer detected on subscription {subscription.Subject}") => Subscription = subscription;

    public NatsSubBase Subscription { get; }
}

/// <summary>The server is about to shut down and asks its clients to leave.</summary>
public class NatsLameDuckModeActivatedEventArgs : NatsEventArgs
{
    public NatsLameDuckModeActivatedEventArgs(Uri uri)
        : base("Lame duck mode activated") => Uri = uri;

    public Uri Uri { get; }
}

/// <summary>The server's complaint.</summary>
public class NatsServerErrorEventArgs : NatsEventArgs
{
    public NatsServerErrorEventArgs(string error)
        : base($"Server error {error}")
    {
        Error = error;
        Kind = KindOf(error);
    }

    /// <summary>The server's words.</summary>
    public string Error { get; }

    public NatsServerErrorKind Kind { get; }

    private static NatsServerErrorKind KindOf(string error) => error switch
    {
        _ when error.StartsWith("Permissions Violation", StringComparison.OrdinalIgnoreCase) => NatsServerErrorKind.PermissionsViolation,
        _ when error.StartsWith("Authorization Violation", StringComparison.OrdinalIgnoreCase) => NatsServerErrorKind.AuthorizationViolation,
        _ when error.StartsWith("User Authentication Expired", StringComparison.OrdinalIgnoreCase) => NatsServerErrorKind.AuthenticationExpired,
        _ when error.StartsWith("User Authentication Revoked", StringComparison.OrdinalIgnoreCase) => NatsServerErrorKind.AuthenticationRevoked,
        _ when error.StartsWith("Account Authentication Expired", StringComparison.OrdinalIgnoreCase) =>
            NatsServerErrorKind.AccountAuthenticationExpired,
        _ when error.StartsWith("Stale Connection", StringComparison.OrdinalIgnoreCase) => NatsServerErrorKind.StaleConnection,
        _ when error.StartsWith("Maximum Connections", StringComparison.OrdinalIgnoreCase) => NatsServerErrorKind.MaximumConnectionsExceeded,
        _ when error.StartsWith("Maximum Account Active Connections", StringComparison.OrdinalIgnoreCase) =>
            NatsServerErrorKind.MaximumAccountConnectionsExceeded,
        _ when error.StartsWith("Maximum Subscriptions", StringComparison.OrdinalIgnoreCase) => NatsServerErrorKind.MaximumSubscriptionsExceeded,
        _ => NatsServerErrorKind.Unknown,
    };
}
