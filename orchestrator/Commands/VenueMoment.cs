using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary>The venue's time now: the machine's, in a simulated profile the simulator's.</summary>
internal static class VenueMoment
{
    public static async Task<DateTimeOffset> NowAsync(PipelineHome home, TimeProvider machine, CancellationToken cancellationToken)
    {
        if (Endpoints.Read(home)?.Simulator is not { } url)
            return machine.GetUtcNow();
        using var simulator = new SimulatorControl(url);
        return (await simulator.ReadClockAsync(cancellationToken))?.Time ?? machine.GetUtcNow();
    }
}
