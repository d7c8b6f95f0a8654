using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NATS.Client.Core.Internal;

/// <summary>Makes an encrypted stream of a plain one.</summary>
internal static class TlsHandshake
{
    /// <param name="plain">The connected stream; ends with the encrypted one.</param>
    /// <param name="address">Where it leads to: the server's certificate must be made out to it.</param>
    /// <param name="opts">Whom to trust and what to show.</param>
    /// <exception cref="NatsException">A file cannot be used, or one side does not accept the other's certificate.</exception>
    public static async Task<SslStream> PerformAsync(
        Stream plain, ServerAddress address, NatsTlsOpts opts, CancellationToken cancellationToken)
    {
        var options = await OptionsAsync(address, opts).ConfigureAwait(false);
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return encrypted;
        }
        catch (Exception exception)
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
            if (exception is AuthenticationException or IOException)
            {
                var reason = exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}" : exception.Message;
                throw new NatsException($"{address}: the TLS handshake failed: {reason}", exception);
            }

            throw;
        }
    }

    private static async ValueTask<SslClientAuthenticationOptions> OptionsAsync(ServerAddress address, NatsTlsOpts opts)
    {
        if ((opts.CertFile is null) != (opts.KeyFile is null) || (opts.CertFile is not null && opts.CertBundleFile is not null))
        {
            throw new NatsException("Of NatsTlsOpts either CertFile and KeyFile are set, or CertBundleFile, or none of them.");
        }

        var options = new SslClientAuthenticationOptions
        {
            TargetHost = address.CertificateHost,
#pragma warning disable CA5398 // Not older ones, whatever this machine allows; a newer one is a line here, with a test.
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
        };
        if (opts.CaFile is { } authorities)
        {
            options.CertificateChainPolicy = Read(nameof(opts.CaFile), authorities, Trusting);
        }

        if (opts.CertFile is { } certificate)
        {
            options.ClientCertificateContext = Read(nameof(opts.CertFile), certificate, _ => FromPem(opts));
        }

        if (opts.CertBundleFile is { } bundle)
        {
            options.ClientCertificateContext =
                Read(nameof(opts.CertBundleFile), bundle, path => FromBundle(path, opts.CertBundleFilePassword));
        }

        if (opts.InsecureSkipVerify)
        {
#pragma warning disable CA5359 // It is what the option asks for, and its name and its documentation say what that means.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        if (opts.ConfigureClientAuthentication is { } configure)
        {
            await configure(options).ConfigureAwait(false);
        }

        return options;
    }

    private static X509ChainPolicy Trusting(string path)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.ImportFromPemFile(path);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("it holds no certificate");
    }

    private static SslStreamCertificateContext FromPem(NatsTlsOpts opts)
    {
        var leaf = opts.KeyFilePassword is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(opts.CertFile!, password, opts.KeyFile)
            : X509Certificate2.CreateFromPemFile(opts.CertFile!, opts.KeyFile);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(opts.CertFile!);
        return SslStreamCertificateContext.Create(Usable(leaf), all, offline: true);
    }

    private static SslStreamCertificateContext FromBundle(string path, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        var leaf = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw new CryptographicException("it holds no certificate with its key");
        return SslStreamCertificateContext.Create(leaf, all, offline: true);
    }

    // Windows shows no certificate whose key was never stored.
    private static X509Certificate2 Usable(X509Certificate2 leaf) =>
        OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pfx), null) : leaf;

    private static T Read<T>(string option, string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new NatsException($"NatsTlsOpts.{option} {path} cannot be used: {exception.Message}", exception);
        }
    }
}
