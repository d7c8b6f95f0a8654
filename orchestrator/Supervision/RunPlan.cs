using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Metrics;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Orchestrator.Live;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Everything decided before the first process is started: settings, ports, processes.</summary>
public sealed record RunPlan
{
    public required PipelineHome Home { get; init; }
    public required OrchestratorOptions Options { get; init; }
    public required AlertOptions Alerts { get; init; }
    public required MetricsOptions Metrics { get; init; }

    /// <summary>Null outside simulated profiles.</summary>
    public required SimulatorOptions? Simulator { get; init; }
    public required Endpoints Endpoints { get; init; }
    public required ProcessTable Table { get; init; }
    public required IReadOnlySet<string> Without { get; init; }
    public required string ConfigurationRevision { get; init; }

    /// <param name="without">Stages to be run by hand.</param>
    /// <param name="adjust">Changes the simulator's settings as the command line asks.</param>
    /// <exception cref="PipelineException">A setting, a key or a port is not as it must be; nothing was started.</exception>
    public static RunPlan Make(string profile, IReadOnlySet<string> without, bool confirmLive, Func<SimulatorOptions, SimulatorOptions> adjust)
    {
        ArgumentNullException.ThrowIfNull(adjust);
        var home = PipelineHome.Of(profile);
        var settings = Settings.Load(home);
        LiveGuard.Check(profile, settings, confirmLive, SecretsFile.Read(home));
        LiveGate.Of(home, TimeProvider.System).Check(settings, opens: true);
        var options = OptionsReader.Read<OrchestratorOptions>(settings, "Orchestrator");
        var simulator = settings.VenueIsSimulated() ? adjust(OptionsReader.Read<SimulatorOptions>(settings, "Simulator")) : null;
        if (simulator?.Bars.Length > 0 && !Directory.Exists(simulator.Bars))
            throw new PipelineException(ExitCodes.Configuration, $"The folder of recorded bars does not exist: {Path.GetFullPath(simulator.Bars)}");
        if (simulator?.Scenario.Length > 0 && !File.Exists(simulator.Scenario))
            throw new PipelineException(ExitCodes.Configuration, $"The scenario does not exist: {Path.GetFullPath(simulator.Scenario)}");
        var alerts = OptionsReader.Read<AlertOptions>(settings, AlertOptions.Section);
        var natsServer = Executables.NatsServer();
        home.EnsureWritable();
        var endpoints = ChoosePorts(home, options, simulator);
        return new RunPlan
        {
            Home = home,
            Options = options,
            Alerts = alerts,
            Metrics = OptionsReader.Read<MetricsOptions>(settings, MetricsOptions.Section),
            Simulator = simulator,
            Endpoints = endpoints,
            Table = new ProcessTable(home, natsServer, simulator, simulator is null ? 0 : new Uri(endpoints.Simulator!).Port, without, confirmLive),
            Without = without,
            ConfigurationRevision = Settings.RevisionOf(settings),
        };
    }

    // A server that still runs keeps its port, whatever the settings say now: its clients know no other.
    private static Endpoints ChoosePorts(PipelineHome home, OrchestratorOptions options, SimulatorOptions? simulated)
    {
        var launcher = new ChildLauncher(home);
        var known = Endpoints.Read(home);
        var nats = known is not null && launcher.FindRunning(Processes.NatsServer) is not null
            ? known.Nats
            : options.NatsUrl(Port(Processes.NatsServer, options.NatsPort, known?.Nats));
        var simulator = simulated is null
            ? null
            : known?.Simulator is { } url && launcher.FindRunning(Processes.Simulator) is not null
                ? url
                : $"http://127.0.0.1:{Port(Processes.Simulator, options.SimulatorPort, known?.Simulator, new Uri(nats).Port)}";
        return new Endpoints(nats, simulator, known?.Dashboard, options.NatsTls is null ? null : Path.GetFullPath(options.NatsAuthority), simulated?.Seed);
    }

    private static int Port(string server, int wanted, string? before, params IReadOnlyCollection<int> promised) =>
        wanted == 0 && before is not null && new Uri(before).Port is var known && !promised.Contains(known) && FreePorts.IsFree(known) ? known : FreePorts.Take(server, wanted, promised);
}
