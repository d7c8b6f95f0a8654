using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NATS.Client.Core.Internal;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>An operator, its account and a user of it, each vouching for the next (nats-io/jwt, version 2).</summary>
internal sealed class Jwt
{
    private const byte Operator = 14 << 3;
    private const byte Account = 0;
    private const byte UserKind = 20 << 3;

    private readonly string operatorJwt;
    private readonly string accountJwt;
    private readonly string account;

    public Jwt()
    {
        var (operatorSecret, accountSecret, userSecret) = (NewSecret(), NewSecret(), NewSecret());
        var signer = Public(Operator, operatorSecret);
        account = Public(Account, accountSecret);
        UserSeed = SeedOf(userSecret);
        operatorJwt = Sign(operatorSecret, signer, signer, """{"type":"operator","version":2}""");
        accountJwt = Sign(
            operatorSecret,
            signer,
            account,
            """{"type":"account","version":2,"limits":{"subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,"conn":-1,"leaf":-1}}""");
        User = Sign(accountSecret, account, Public(UserKind, userSecret), """{"type":"user","version":2,"subs":-1,"data":-1,"payload":-1}""");
    }

    public string User { get; }

    public string UserSeed { get; }

    public string ServerConfiguration => $$"""
        operator: {{operatorJwt}}
        resolver: MEMORY
        resolver_preload { {{account}}: {{accountJwt}} }
        """;

    /// <summary>As the nsc tool writes it.</summary>
    public string CredentialsFile => $"""
        -----BEGIN NATS USER JWT-----
        {User}
        ------END NATS USER JWT------

        ************************* IMPORTANT *************************
        NKEY Seed printed below can be used to sign and prove identity.

        -----BEGIN USER NKEY SEED-----
        {UserSeed}
        ------END USER NKEY SEED------
        """;

    public static string NewUserSeed() => SeedOf(NewSecret());

    private static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    private static string SeedOf(byte[] secret) => Base32.Encode(NKeySeed.WithChecksum([(18 << 3) | (UserKind >> 5), (UserKind & 31) << 3, .. secret]));

    private static string Public(byte kind, byte[] secret) => Base32.Encode(NKeySeed.WithChecksum([kind, .. Ed25519.PublicKey(secret)]));

    private static string Sign(byte[] secret, string issuer, string subject, string nats)
    {
        var claims = $$"""{"jti":"{{subject}}","iat":1700000000,"iss":"{{issuer}}","name":"test","sub":"{{subject}}","nats":{{nats}}}""";
        var text = $"{Encoded("""{"typ":"JWT","alg":"ed25519-nkey"}"""u8)}.{Encoded(Encoding.UTF8.GetBytes(claims))}";
        return $"{text}.{Encoded(Ed25519.Sign(secret, Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Encoded(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
