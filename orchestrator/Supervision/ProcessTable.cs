using System.Collections;
using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>The system on a page: which processes a profile runs, how each is started, and after which others.</summary>
public sealed class ProcessTable
{
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "DOTNET_ROOT", "PIPELINE_HOME", "SSL_CERT_FILE", "SSL_CERT_DIR", KillPoint.Variable];

    private readonly PipelineHome _home;
    private readonly bool _confirmLive;
    private readonly bool _simulated;

    /// <param name="without">Stages that are left out, to be run by hand.</param>
    public ProcessTable(PipelineHome home, string natsServer, SimulatorOptions? simulator, int simulatorPort, IReadOnlySet<string> without, bool confirmLive)
    {
        _home = home;
        _confirmLive = confirmLive;
        _simulated = simulator is not null;
        var servers = new List<ProcessSpec> { NatsServer(natsServer) };
        if (simulator is not null)
            servers.Add(SimulatedExchange(simulator, simulatorPort));
        var serverNames = servers.Select(server => server.Name).ToList();
        Specs = [.. servers, .. Processes.Stages.Where(stage => !without.Contains(stage)).Select(stage => Stage(stage, serverNames))];
    }

    /// <summary>In the order of starting; stopping goes the other way, except that stages stop in the order a signal passes them.</summary>
    public IReadOnlyList<ProcessSpec> Specs { get; }

    public static string NatsConfigurationFile(PipelineHome home) => Path.Combine(home.Run, "nats.conf");

    private ProcessSpec NatsServer(string executable) => new()
    {
        Name = Processes.NatsServer,
        Executable = executable,
        Arguments = ["-c", NatsConfigurationFile(_home)],
        Environment = Environment(keys: false),
    };

    private ProcessSpec SimulatedExchange(SimulatorOptions options, int port)
    {
        List<string> arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture),
            "--home", _home.Simulator,
            "--speed", options.Speed.ToString(CultureInfo.InvariantCulture),
            "--seed", options.Seed.ToString(CultureInfo.InvariantCulture),
            "--cash", options.Cash.ToString(CultureInfo.InvariantCulture),
            "--hold",
        ];
        arguments.AddRange(options.Bars.Length > 0
            ? ["--bars", Path.GetFullPath(options.Bars)]
            : ["--symbols", options.Symbols.ToString(CultureInfo.InvariantCulture)]);
        if (options.Scenario.Length > 0)
            arguments.AddRange(["--scenario", Path.GetFullPath(options.Scenario)]);
        if (options.NoSkip)
            arguments.Add("--no-skip");
        if (options.StartAt is { } start)
            arguments.AddRange(["--start-at", start.ToString("O", CultureInfo.InvariantCulture)]);
        return new ProcessSpec
        {
            Name = Processes.Simulator,
            Executable = Executables.PathOf("Simulator"),
            Arguments = arguments,
            Environment = Environment(keys: false),
        };
    }

    private ProcessSpec Stage(string stage, IReadOnlyList<string> servers) => new()
    {
        Name = stage,
        Executable = Executables.PathOfStage(stage),
        Arguments = ["run", "--profile", _home.Profile, .. _confirmLive ? new[] { "--confirm-live" } : []],
        Environment = Environment(keys: true),
        After = servers,
        // It exits and protects from its own journal.
        NeedsNats = stage != Processes.Seller,
    };

    private Dictionary<string, string> Environment(bool keys)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [StartedByVariable] = "orchestrator" };
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (Inherited.Contains(name) || name.StartsWith("PIPELINE__", StringComparison.Ordinal) || name.StartsWith("DOTNET_", StringComparison.Ordinal))
                environment[name] = (string?)variable.Value ?? "";
        }

        // The simulated exchange has keys of its own. Keys in .env are read by each stage itself: a new pair needs that stage's restart alone.
        foreach (var name in keys && !_simulated ? new[] { SecretsFile.KeyId, SecretsFile.SecretKey } : [])
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                environment[name] = value;
        }

        return environment;
    }

    /// <summary>Tells a stage that a person did not start it.</summary>
    public const string StartedByVariable = "PIPELINE_STARTED_BY";
}
