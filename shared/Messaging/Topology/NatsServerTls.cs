namespace Pipeline.Messaging;

/// <summary>What nats-server proves itself with.</summary>
/// <param name="CertificateFile">PEM file of its certificate, intermediates after it.</param>
/// <param name="KeyFile">PEM file of the certificate's private key.</param>
public sealed record NatsServerTls(string CertificateFile, string KeyFile);
