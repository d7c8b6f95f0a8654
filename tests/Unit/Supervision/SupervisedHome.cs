using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Broker;

namespace Pipeline.Tests.Unit.Supervision;

/// <summary>A supervisor over real processes that are shell scripts, on a home of its own, in a time that passes when the test says so.</summary>
internal sealed class SupervisedHome : IAsyncDisposable
{
    private const string Sleeps = "exec sleep 300";

    private readonly TemporaryHome _folder = new();
    private readonly HeartbeatBoard _board;

    /// <param name="buyer">What the buyer does, for the shell.</param>
    public SupervisedHome(string buyer)
    {
        Home = PipelineHome.In(_folder.Directory, "demo").EnsureWritable(leastFree: 1);
        _board = new HeartbeatBoard(Time);
        Shutdown = new Shutdown(Home, TimeSpan.FromSeconds(10), TimeProvider.System);
        Launcher = new ChildLauncher(Home);
        Buyer = Script(Processes.Buyer, buyer);
        Supervisor = NewSupervisor();
    }

    public StoppedTime Time { get; } = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    public PipelineHome Home { get; }

    public Shutdown Shutdown { get; }

    public ChildLauncher Launcher { get; }

    public ProcessSpec Buyer { get; }

    public ProcessSupervisor Supervisor { get; }

    /// <summary>What the supervisor has told: process, type, detail.</summary>
    public List<(string Process, string Type, string Detail)> Told { get; } = [];

    public SupervisedProcess Known(string process) => Supervisor.Current.Single(known => known.Name == process);

    public ProcessSupervisor NewSupervisor()
    {
        var supervisor = new ProcessSupervisor(Home, [Script(Processes.NatsServer, Sleeps), Buyer], _board, Shutdown, Time, new Random(1), NullLogger.Instance) { StreamsReady = true };
        supervisor.Happened += (process, type, detail) => Told.Add((process, type, detail));
        return supervisor;
    }

    /// <summary>Lets time pass and looks once; nats-server is heard.</summary>
    public async Task StepAsync(TimeSpan passing)
    {
        Time.Pass(passing);
        Hear(Processes.NatsServer);
        await Supervisor.StepAsync(CancellationToken.None);
    }

    /// <summary>A process says that it is ready.</summary>
    public void Hear(string process) =>
        _board.Hear(new Heartbeat { Process = process, State = ProcessHealth.Ready, Pid = 0, StartedAt = default, StartedBy = "", SentAt = default });

    /// <summary>The pid that a script has written into a file of the home.</summary>
    public async Task<ProcessIdentity> WrittenAsync(string file)
    {
        var path = Path.Combine(Home.Root, file);
        await Eventually.Holds($"{file} to hold a pid", () => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'));
        return ProcessIdentity.Of(int.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture))!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var living in Supervisor.Current.Select(known => known.Identity).Concat([Launcher.FindRunning(Processes.NatsServer), Launcher.FindRunning(Processes.Buyer)]).OfType<ProcessIdentity>())
        {
            ProcessSignals.Kill(living);
            await Eventually.Holds("a process of the home to be gone", () => !living.IsAlive());
        }

        _folder.Dispose();
    }

    private static ProcessSpec Script(string name, string script) => new()
    {
        Name = name,
        Executable = "/bin/sh",
        Arguments = ["-c", script],
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
    };
}
