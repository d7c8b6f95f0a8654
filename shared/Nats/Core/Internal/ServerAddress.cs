using System.Net;

namespace NATS.Client.Core.Internal;

/// <summary>Where a server listens; its text never holds credentials.</summary>
/// <param name="Host">Name or IP address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="IsTls">Whether its url insists on TLS.</param>
internal sealed record ServerAddress(string Host, int Port, bool IsTls = false)
{
    private const int DefaultPort = 4222;

    /// <summary>What the server's certificate must be made out to.</summary>
    public string CertificateHost { get; init; } = Host;

    /// <summary>All addresses of a comma-separated list.</summary>
    /// <exception cref="NatsException">One of them is no address of a NATS server.</exception>
    public static ServerAddress[] ParseList(string urls) =>
        [.. urls.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).Distinct()];

    /// <summary>The options with the credentials that the first url holds, unless they hold some already.</summary>
    public static NatsOpts WithCredentialsOfUrl(NatsOpts opts)
    {
        var first = opts.Url.Split(',', 2)[0].Trim();
        var userInfo = ToUri(first).UserInfo;
        if (userInfo.Length == 0 || !opts.AuthOpts.IsAnonymous)
        {
            return opts;
        }

        var parts = userInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        return opts with
        {
            AuthOpts = parts.Length == 2 ? new NatsAuthOpts { Username = parts[0], Password = parts[1] } : new NatsAuthOpts { Token = parts[0] },
        };
    }

    /// <summary>
    /// The addresses this server tells of others; what is none is left out, for no server may end the connection by a bad word.
    /// </summary>
    /// <remarks>
    /// They are as secret as this one: else a server's word could take the encryption away. An IP address among them is a machine
    /// behind this server's name, and its certificate is made out to that name.
    /// </remarks>
    public IEnumerable<ServerAddress> Others(IEnumerable<string>? told)
    {
        foreach (var text in told ?? [])
        {
            if (Uri.TryCreate($"nats://{text}", UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0)
            {
                var other = FromUri(uri) with { IsTls = IsTls };
                yield return IsIp(other.Host) && !IsIp(CertificateHost) ? other with { CertificateHost = CertificateHost } : other;
            }
        }
    }

    /// <summary>Whether both are one server, whatever is known of its encryption.</summary>
    public bool IsSamePlace(ServerAddress? other) => other is not null && Host == other.Host && Port == other.Port;

    public Uri ToUri() => new(ToString());

    public override string ToString() => $"{(IsTls ? "tls" : "nats")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";

    private static ServerAddress Parse(string url)
    {
        var uri = ToUri(url);
        return uri.Scheme.ToUpperInvariant() is "NATS" or "TLS"
            ? FromUri(uri)
            : throw new NatsException($"The scheme {uri.Scheme}:// is not supported: only nats:// and tls:// are.");
    }

    private static ServerAddress FromUri(Uri uri) =>
        new(uri.Host.Trim('[', ']'), uri.Port < 0 ? DefaultPort : uri.Port, uri.Scheme.Equals("tls", StringComparison.OrdinalIgnoreCase));

    private static bool IsIp(string host) => IPAddress.TryParse(host, out _);

    // The message must not repeat the url: it may hold a password.
    private static Uri ToUri(string url) =>
        Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : $"nats://{url}", UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri
            : throw new NatsException("One of the NATS urls is not of the form nats://host:port.");
}
