using System.Text.Json.Serialization;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Home;

/// <summary>Where the servers of a running home listen; written by the orchestrator, kept for the next start.</summary>
/// <param name="Nats">Such as nats://127.0.0.1:4222.</param>
/// <param name="Simulator">Such as http://127.0.0.1:8080; null outside demo.</param>
/// <param name="Dashboard">Such as http://127.0.0.1:8090; null until it was served once.</param>
/// <param name="NatsAuthority">PEM file of the authorities that may vouch for nats-server; null: the connection stays on this machine.</param>
/// <param name="SimulatorSeed">The market that the simulated exchange was started with; null outside demo.</param>
public sealed record Endpoints(string Nats, string? Simulator, string? Dashboard = null, string? NatsAuthority = null, int? SimulatorSeed = null)
{
    /// <summary>How a process connects to nats-server as one of its users.</summary>
    /// <param name="name">What the server shows for the connection; the user's name by default.</param>
    /// <exception cref="PipelineException">Exit code 69: the home has no password for that user yet.</exception>
    public MessagingOptions As(string user, PipelineHome home, string? name = null) =>
        new() { Url = Nats, User = user, Password = Passwords.Read(home, user), AuthorityFile = NatsAuthority, Name = name };

    public static Endpoints? Read(PipelineHome home) => OwnerOnlyFile.ReadJson(PathIn(home), HomeJson.Default.Endpoints);

    public void Write(PipelineHome home) => OwnerOnlyFile.WriteJson(PathIn(home), this, HomeJson.Default.Endpoints);

    private static string PathIn(PipelineHome home) => Path.Combine(home.Run, "endpoints.json");
}

/// <summary>JSON of the small files in run/.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Endpoints))]
[JsonSerializable(typeof(Identity.ProcessRecord))]
public sealed partial class HomeJson : JsonSerializerContext;
