namespace NATS.Client.Core;

/// <summary>The server complaints a client can tell apart.</summary>
public enum NatsServerErrorKind
{
    Unknown = 0,
    AuthorizationViolation,
    AuthenticationExpired,
    AuthenticationRevoked,
    AccountAuthenticationExpired,
    PermissionsViolation,
    StaleConnection,
    MaximumConnectionsExceeded,
    MaximumAccountConnectionsExceeded,
    MaximumSubscriptionsExceeded,
}
