using System.ComponentModel.DataAnnotations;

namespace Pipeline.Orchestrator;

/// <summary>Settings of section <c>Orchestrator</c>.</summary>
public sealed class OrchestratorOptions
{
    /// <summary>Loopback port of nats-server; 0 takes any free one and keeps it for the life of the home.</summary>
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
}
