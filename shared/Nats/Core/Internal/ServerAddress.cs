namespace NATS.Client.Core.Internal;

/// <summary>Where a server listens; its text never holds credentials.</summary>
internal sealed record ServerAddress(string Host, int Port)
{
    private const int DefaultPort = 4222;

    /// <summary>All addresses of a comma-separated list.</summary>
    /// <exception cref="NatsException">One of them is no address of a plain NATS server.</exception>
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

    public override string ToString() => $"nats://{Host}:{Port}";

    private static ServerAddress Parse(string url)
    {
        var uri = ToUri(url);
        if (!uri.Scheme.Equals("nats", StringComparison.OrdinalIgnoreCase))
        {
            throw new NatsException($"The scheme {uri.Scheme}:// is not supported: only nats:// is.");
        }

        return new ServerAddress(uri.Host.Trim('[', ']'), uri.Port < 0 ? DefaultPort : uri.Port);
    }

    // The message must not repeat the url: it may hold a password.
    private static Uri ToUri(string url) =>
        Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : $"nats://{url}", UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri
            : throw new NatsException("One of the NATS urls is not of the form nats://host:port.");
}
