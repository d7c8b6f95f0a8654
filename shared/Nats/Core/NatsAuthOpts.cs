namespace NATS.Client.Core;

/// <summary>Who we are, as told to the server. Files are read anew for each connection, so that credentials can be renewed.</summary>
public record NatsAuthOpts
{
    public static readonly NatsAuthOpts Default = new();

    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    /// <summary>The user's JWT; its challenge is signed with <see cref="Seed"/>.</summary>
    public string? Jwt { get; init; }

    /// <summary>The user's public nkey, "U..."; follows from <see cref="Seed"/> when null.</summary>
    public string? NKey { get; init; }

    /// <summary>The secret of the user's nkey, "SU..."; it never leaves the process.</summary>
    public string? Seed { get; init; }

    /// <summary>A file with a JWT and its seed, as the nsc tool writes it; goes before <see cref="Jwt"/> and <see cref="Seed"/>.</summary>
    public string? CredsFile { get; init; }

    /// <summary>A file with a line "SU...", and possibly one with the public key "U..."; goes before <see cref="Seed"/>.</summary>
    public string? NKeyFile { get; init; }

    /// <summary>Asked before each connection who we are; goes before everything else here.</summary>
    public Func<Uri, CancellationToken, ValueTask<NatsAuthCred>>? AuthCredCallback { get; init; }

    /// <summary>Whether nothing is told.</summary>
    public bool IsAnonymous =>
        string.IsNullOrEmpty(Username) && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(Token)
        && string.IsNullOrEmpty(Jwt) && string.IsNullOrEmpty(NKey) && string.IsNullOrEmpty(Seed)
        && string.IsNullOrEmpty(CredsFile) && string.IsNullOrEmpty(NKeyFile) && AuthCredCallback is null;

    /// <summary>Names the user only: no secret ever reaches a log.</summary>
    public override string ToString() => $"NatsAuthOpts {{ Username = {Username}, NKey = {NKey} }}";
}
