using System.ComponentModel;
using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Domain.Risk;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary>What runs and what may be traded, with memory and the venue's time.</summary>
/// <param name="status">The supervisor's last word; null before the first.</param>
public sealed class StatusPanel(RunPlan plan, Func<StatusSnapshot?> status, SimulatorControl? simulator, TimeProvider machine)
{
    public async Task<StatusView> ReadAsync(CancellationToken cancellationToken)
    {
        var now = status() ?? throw new InvalidOperationException("The supervision has not said anything yet.");
        var pids = now.Processes.Select(process => (Name: process.Name, Pid: process.Pid)).Append((Name: Processes.Orchestrator, Pid: (int?)Environment.ProcessId));
        return new StatusView
        {
            Status = now,
            Advice = [.. (now.Conditions ?? []).Select(condition => TradingStateTable.RuleOf(condition.Condition).Advice)],
            Memory = pids.Select(one => (one.Name, Bytes: BytesOf(one.Pid))).Where(one => one.Bytes > 0).ToDictionary(one => one.Name, one => one.Bytes, StringComparer.Ordinal),
            VenueTime = simulator is null ? machine.GetUtcNow() : (await simulator.ReadClockAsync(cancellationToken))?.Time,
            Money = plan.Simulator is not null ? "simulated" : plan.Home.Profile == "live" ? "live" : "paper",
        };
    }

    private static long BytesOf(int? pid)
    {
        if (pid is not { } known)
            return 0;
        try
        {
            using var process = Process.GetProcessById(known);
            return process.WorkingSet64;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return 0;
        }
    }
}
