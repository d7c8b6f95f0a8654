using System.Buffers.Text;
using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>What one introduction to a server tells of us.</summary>
internal sealed class Credentials
{
    private const string JwtBegin = "-----BEGIN NATS USER JWT-----";
    private const string SeedBegin = "-----BEGIN USER NKEY SEED-----";

    private NKeySeed? seed;

    public string? Username { get; private init; }

    public string? Password { get; private init; }

    public string? Token { get; private init; }

    public string? Jwt { get; private set; }

    public string? NKey { get; private set; }

    /// <summary>Reads the credentials that the options hold or point to.</summary>
    /// <param name="opts">The connection's options.</param>
    /// <param name="server">Whom they will be told to.</param>
    /// <exception cref="NatsException">A file cannot be read, or a seed is none; the message holds no secret.</exception>
    public static async ValueTask<Credentials> OfAsync(NatsAuthOpts opts, Uri server, CancellationToken cancellationToken)
    {
        if (opts.AuthCredCallback is { } ask)
        {
            opts = (await ask(server, cancellationToken).ConfigureAwait(false)).Opts ?? NatsAuthOpts.Default;
        }

        var credentials = new Credentials
        {
            Username = opts.Username,
            Password = opts.Password,
            Token = opts.Token,
            Jwt = opts.Jwt,
            NKey = opts.NKey,
            seed = NKeySeed.ParseOrNull(opts.Seed),
        };
        if (!string.IsNullOrEmpty(opts.CredsFile))
        {
            credentials.ReadCreds(opts.CredsFile);
        }

        if (!string.IsNullOrEmpty(opts.NKeyFile))
        {
            credentials.ReadNKey(opts.NKeyFile);
        }

        if (credentials.Jwt is null)
        {
            credentials.NKey ??= credentials.seed?.PublicKey;
        }

        return credentials;
    }

    /// <summary>The answer to the server's challenge; null when there is no seed or no challenge.</summary>
    public string? Sign(string? nonce) =>
        seed is not null && nonce is not null ? Base64Url.EncodeToString(seed.Sign(Encoding.UTF8.GetBytes(nonce))) : null;

    private void ReadCreds(string path)
    {
        var lines = ReadLines(path);
        Jwt = After(JwtBegin) ?? throw new NatsException($"The credentials file {path} holds no JWT.");
        seed = NKeySeed.ParseOrNull(After(SeedBegin)) ?? throw new NatsException($"The credentials file {path} holds no seed.");

        string? After(string begin) => lines.SkipWhile(line => !line.StartsWith(begin, StringComparison.Ordinal)).Skip(1).FirstOrDefault();
    }

    private void ReadNKey(string path)
    {
        var lines = ReadLines(path);
        seed = NKeySeed.ParseOrNull(lines.FirstOrDefault(line => line.StartsWith("SU", StringComparison.Ordinal)))
            ?? throw new NatsException($"The nkey file {path} holds no user's seed.");
        NKey = lines.FirstOrDefault(line => line.StartsWith('U'));
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NatsException($"The credentials file {path} cannot be read: {exception.Message}", exception);
        }
    }
}
