using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pipeline.Simulator.Http;

/// <summary>
/// A certificate for this machine alone, for clients that dial wss whatever they are told. Kept in the home, so that a client
/// that was told to trust it need not be told again: <c>tls.pem</c> to be trusted, <c>tls.key</c> for nobody else's eyes.
/// </summary>
public static class LocalCertificate
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);

    /// <summary>Loads the certificate of a home, or makes one.</summary>
    public static X509Certificate2 Of(string home, TimeProvider machine)
    {
        var (certificate, key) = (Path.Combine(home, "tls.pem"), Path.Combine(home, "tls.key"));
        if (!File.Exists(certificate) || !File.Exists(key)) Create(certificate, key, machine.GetUtcNow());
        using var pem = X509Certificate2.CreateFromPemFile(certificate, key);
        // A key that was read from text is not one that every platform's TLS takes.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private static void Create(string certificate, string key, DateTimeOffset now)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Pipeline simulator", pair, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now + Life);
        Write(key, pair.ExportPkcs8PrivateKeyPem());
        Write(certificate, made.ExportCertificatePem());
    }

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(text));
    }
}
