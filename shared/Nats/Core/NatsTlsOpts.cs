using System.Net.Security;

namespace NATS.Client.Core;

/// <summary>How a connection is encrypted. The files are read anew for each connection, so that certificates can be renewed.</summary>
public sealed record NatsTlsOpts
{
    public static readonly NatsTlsOpts Default = new();

    /// <summary>PEM file of our own certificate, intermediates after it; needs <see cref="KeyFile"/>, excludes <see cref="CertBundleFile"/>.</summary>
    public string? CertFile { get; init; }

    /// <summary>PEM file of our certificate's private key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Opens an encrypted <see cref="KeyFile"/>.</summary>
    public string? KeyFilePassword { get; init; }

    /// <summary>PKCS#12 file of our own certificate with its private key.</summary>
    public string? CertBundleFile { get; init; }

    /// <summary>Opens the <see cref="CertBundleFile"/>.</summary>
    public string? CertBundleFilePassword { get; init; }

    /// <summary>Has the last word over the options of each handshake.</summary>
    public Func<SslClientAuthenticationOptions, ValueTask>? ConfigureClientAuthentication { get; init; }

    /// <summary>PEM file of the authorities that may vouch for the server; the machine's own when null.</summary>
    public string? CaFile { get; init; }

    /// <summary>Whether any certificate of the server will do. For trials: anybody could be the server then.</summary>
    public bool InsecureSkipVerify { get; init; }

    /// <summary>Default <see cref="TlsMode.Auto"/>.</summary>
    public TlsMode Mode { get; init; }

    internal bool HasClientCertificate => CertFile is not null || CertBundleFile is not null || ConfigureClientAuthentication is not null;

    /// <summary>Names files and mode only: a password never reaches a log.</summary>
    public override string ToString() => $"NatsTlsOpts {{ Mode = {Mode}, CaFile = {CaFile}, CertFile = {CertFile ?? CertBundleFile} }}";

    internal TlsMode EffectiveMode(bool urlSaysTls) =>
        Mode != TlsMode.Auto ? Mode
        : urlSaysTls || HasClientCertificate || KeyFile is not null || CaFile is not null ? TlsMode.Require
        : TlsMode.Prefer;
}
