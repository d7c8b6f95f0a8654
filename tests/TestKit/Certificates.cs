using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pipeline.Tests.TestKit;

/// <summary>An authority of its own with a certificate for a server on this machine and one for a client, as files.</summary>
public sealed class Certificates : IDisposable
{
    public const string KeyPassword = "key-secret";

    private readonly TemporaryHome home = new();
    private readonly X509Certificate2 authority;

    public Certificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authority = request.CreateSelfSigned(From, To);
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        Issue("server", "127.0.0.1", IPAddress.Loopback);
        Issue("elsewhere", "elsewhere.example", address: null);
        Issue("client", "client", address: null);
    }

    public string Authority => home.Path("ca.pem");

    public static DateTimeOffset From => DateTimeOffset.UnixEpoch.AddYears(50);

    public static DateTimeOffset To => DateTimeOffset.UnixEpoch.AddYears(150);

    public string Certificate(string name) => home.Path($"{name}.pem");

    public string Key(string name) => home.Path($"{name}.key");

    public string EncryptedKey(string name) => home.Path($"{name}.encrypted.key");

    public string Bundle(string name) => home.Path($"{name}.pfx");

    /// <summary>The tls block of nats-server's configuration.</summary>
    public string Server(string more = "", string name = "server") =>
        $$"""tls { cert_file: "{{Certificate(name)}}", key_file: "{{Key(name)}}", ca_file: "{{Authority}}", {{more}} }""";

    public void Dispose()
    {
        authority.Dispose();
        home.Dispose();
    }

    private void Issue(string name, string host, IPAddress? address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddDnsName(host);
        if (address is not null)
        {
            alternatives.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.Create(authority, From, To, RandomNumberGenerator.GetBytes(8));
        using var whole = certificate.CopyWithPrivateKey(key);
        File.WriteAllText(Certificate(name), certificate.ExportCertificatePem());
        File.WriteAllText(Key(name), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(
            EncryptedKey(name),
            key.ExportEncryptedPkcs8PrivateKeyPem(KeyPassword, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        File.WriteAllBytes(Bundle(name), whole.Export(X509ContentType.Pfx, KeyPassword));
    }
}
