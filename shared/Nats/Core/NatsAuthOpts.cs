namespace NATS.Client.Core;

/// <summary>Who we are, as told to the server.</summary>
public record NatsAuthOpts
{
    public static readonly NatsAuthOpts Default = new();

    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    /// <summary>Whether nothing is told.</summary>
    public bool IsAnonymous => string.IsNullOrEmpty(Username) && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(Token);

    /// <summary>Names the user only: a password or token never reaches a log.</summary>
    public override string ToString() => $"NatsAuthOpts {{ Username = {Username} }}";
}
