using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator;

/// <summary>Settings of section <c>Orchestrator</c>.</summary>
public sealed class OrchestratorOptions : IValidatableObject
{
    private const string Loopback = "127.0.0.1";
    private const UnixFileMode OthersMayRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Address of this machine that nats-server listens on; any but a loopback one needs NatsCertificate, NatsKey and NatsAuthority. Default 127.0.0.1.</summary>
    public string NatsAddress { get; init; } = Loopback;

    /// <summary>Name or address by which the processes reach nats-server, as its certificate says it; empty: 127.0.0.1.</summary>
    [RegularExpression(@"^[A-Za-z0-9.-]*$", ErrorMessage = "Expected a host name or an IPv4 address.")]
    public string NatsName { get; init; } = "";

    /// <summary>PEM file of nats-server's certificate; empty for none.</summary>
    public string NatsCertificate { get; init; } = "";

    /// <summary>PEM file of the certificate's private key, readable by its owner alone.</summary>
    public string NatsKey { get; init; } = "";

    /// <summary>PEM file of the authority that the certificate comes from: by it the processes know the server.</summary>
    public string NatsAuthority { get; init; } = "";

    /// <summary>Port of nats-server; 0 takes any free one and keeps it for the life of the home.</summary>
    [Range(0, 65535)]
    public int NatsPort { get; init; }

    /// <summary>Loopback port of the simulated exchange; 0 takes any free one and keeps it for the life of the home.</summary>
    [Range(0, 65535)]
    public int SimulatorPort { get; init; }

    /// <summary>Seconds of the machine a process is given to end after SIGTERM before it is killed.</summary>
    [Range(1, 120)]
    public int StopSeconds { get; init; } = 10;

    /// <summary>Seconds of the machine all processes together are given to become ready at start.</summary>
    [Range(5, 600)]
    public int ReadySeconds { get; init; } = 60;

    /// <summary>Whether the dashboard, health and metrics are served; on loopback only.</summary>
    public bool Dashboard { get; init; } = true;

    /// <summary>Loopback port of the dashboard; 0 takes any free one and keeps it for the life of the home.</summary>
    [Range(0, 65535)]
    public int DashboardPort { get; init; }

    /// <summary>Null where connections are not encrypted.</summary>
    public NatsServerTls? NatsTls => NatsCertificate.Length == 0 ? null : new NatsServerTls(Path.GetFullPath(NatsCertificate), Path.GetFullPath(NatsKey));

    /// <summary>Where the processes connect to.</summary>
    public string NatsUrl(int port) => string.Create(CultureInfo.InvariantCulture, $"{(NatsTls is null ? "nats" : "tls")}://{(NatsName.Length > 0 ? NatsName : Loopback)}:{port}");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var files = new[] { (nameof(NatsCertificate), NatsCertificate), (nameof(NatsKey), NatsKey), (nameof(NatsAuthority), NatsAuthority) };
        if (!IPAddress.TryParse(NatsAddress, out var address))
            yield return new ValidationResult("Expected an IP address of this machine, such as 127.0.0.1.", [nameof(NatsAddress)]);
        else if (!IPAddress.IsLoopback(address) && files.Any(file => file.Item2.Length == 0))
            yield return new ValidationResult("Beyond this machine nats-server is reached by TLS alone: set NatsCertificate, NatsKey and NatsAuthority too.", [nameof(NatsAddress)]);
        foreach (var (name, path) in files.Where(file => files.Any(other => other.Item2.Length > 0)))
        {
            if (!File.Exists(path))
                yield return new ValidationResult("Expected an existing PEM file; certificate, key and authority go together.", [name]);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(NatsKey) && (File.GetUnixFileMode(NatsKey) & OthersMayRead) != 0)
            yield return new ValidationResult("The private key can be read by others. Run chmod 600 on it.", [nameof(NatsKey)]);
    }
}
