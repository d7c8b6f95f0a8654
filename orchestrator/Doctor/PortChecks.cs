using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>Whether the servers' ports are theirs: answered while they run, free while they do not.</summary>
public static class PortChecks
{
    public static async Task<IReadOnlyList<DoctorLine>> LookAsync(PipelineHome home, OrchestratorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(options);
        var (known, launcher) = (Endpoints.Read(home), new ChildLauncher(home));
        var lines = new List<DoctorLine>();
        foreach (var (server, address, wanted) in new[] { (Processes.NatsServer, known?.Nats, options.NatsPort), (Processes.Simulator, known?.Simulator, options.SimulatorPort) })
        {
            if (server == Processes.Simulator && address is null)
                continue;
            lines.Add(launcher.FindRunning(server) is not null && address is not null
                ? await RunningAsync(server, new Uri(address).Port, cancellationToken)
                : Stopped(server, wanted));
        }

        return lines;
    }

    private static async Task<DoctorLine> RunningAsync(string server, int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return DoctorLine.Ok("ports", $"{server} listens on 127.0.0.1:{port}");
        }
        catch (SocketException refused)
        {
            return DoctorLine.Problem("ports", $"{server} runs, but nobody listens on 127.0.0.1:{port} ({refused.SocketErrorCode})", $"Look at its log: ./pipeline logs {server}. Then: ./pipeline restart {server}");
        }
    }

    private static DoctorLine Stopped(string server, int wanted) => wanted switch
    {
        0 => DoctorLine.Ok("ports", $"{server} takes any free port when it starts"),
        _ when FreePorts.IsFree(wanted) => DoctorLine.Ok("ports", $"127.0.0.1:{wanted} is free for {server}"),
        _ => DoctorLine.Problem("ports", $"127.0.0.1:{wanted}, wanted for {server}, is taken by another program", $"Stop that program, or set another port (0 for any): Orchestrator:{(server == Processes.NatsServer ? "NatsPort" : "SimulatorPort")}."),
    };
}
