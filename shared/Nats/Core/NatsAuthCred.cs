namespace NATS.Client.Core;

/// <summary>Credentials of one kind, as an <see cref="NatsAuthOpts.AuthCredCallback"/> gives them; their text holds none.</summary>
public readonly struct NatsAuthCred
{
    private NatsAuthCred(NatsAuthOpts opts) => Opts = opts;

    /// <summary>Null for the default value, which tells nothing.</summary>
    internal NatsAuthOpts? Opts { get; }

    public static NatsAuthCred FromUserInfo(string username, string password) => new(new NatsAuthOpts { Username = username, Password = password });

    public static NatsAuthCred FromToken(string token) => new(new NatsAuthOpts { Token = token });

    /// <param name="jwt">The user's JWT.</param>
    /// <param name="seed">The seed of the user's nkey, "SU...".</param>
    public static NatsAuthCred FromJwt(string jwt, string seed) => new(new NatsAuthOpts { Jwt = jwt, Seed = seed });

    /// <param name="seed">The seed of the user's nkey, "SU...".</param>
    public static NatsAuthCred FromNkey(string seed) => new(new NatsAuthOpts { Seed = seed });

    /// <param name="credFile">A file with a JWT and its seed, as the nsc tool writes it.</param>
    public static NatsAuthCred FromCredsFile(string credFile) => new(new NatsAuthOpts { CredsFile = credFile });

    /// <param name="nkeyFile">A file with a line "SU...", and possibly one with the public key "U...".</param>
    public static NatsAuthCred FromNkeyFile(string nkeyFile) => new(new NatsAuthOpts { NKeyFile = nkeyFile });
}
