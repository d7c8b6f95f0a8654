using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Tests.Faults.Running;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Faults.Scenarios;

/// <summary>What happens to processes, and between two of them, on purpose.</summary>
public static partial class Scenarios
{
    /// <summary>Dies with an intent whose order never left, and again as soon as it finds that intent.</summary>
    public static Scenario DiesAgainOnRecovery { get; } = new("the buyer dies with an entry under way, and again on its recovery", async row =>
    {
        row.Arm();
        row.System.Kills.Arm(KillPoints.BuyerEntryIntentStored);
        await row.EnterAsync();
        await row.LeaveAsync();
        await row.ReachedAsync(KillPoints.BuyerEntryIntentStored);
        await row.ReachedAsync();
    });

    /// <summary>While the buyer is frozen between decision and gate, another buyer's intent is stored.</summary>
    public static Scenario SomebodyElseAtTheGate { get; } = new("another buyer is first at the gate", async row =>
    {
        row.Arm();
        var pid = await FreezeAtTheGateAsync(row);
        await ForeignIntent.StoreAsync(row.System);
        Wake(row, pid);
        await row.ReachedAsync();
        await row.HeldAsync();
        await row.LeaveAsync();
    });

    /// <summary>Killed at once it might be back before the buyer has sent anything: frozen, it takes the intent and never answers.</summary>
    public static Scenario NatsDiesAtTheGate { get; } = new("nats-server freezes and dies while an intent is at the gate", async row =>
    {
        row.Arm();
        var pid = await FreezeAtTheGateAsync(row);
        ProcessSignal.Pause(row.System.Pid(Processes.NatsServer));
        ProcessSignal.Continue(pid);
        await row.System.Kills.ReachedAsync(row.Point, RunningPipeline.Patience, row.System.Describe);
        row.System.Kill(Processes.NatsServer);
        ProcessSignal.Continue(row.System.Pid(Processes.Orchestrator));
        await row.ReachedAsync();
        await row.System.EnsureUpAsync();
        await row.HeldAsync();
        await row.LeaveAsync();
    });

    /// <summary>The trader reduces; the command dies on its way and is given again.</summary>
    public static Scenario Reduced { get; } = new("the trader's command dies and is given again", async row =>
    {
        const int Killed = 137;
        row.Arm();
        (await row.System.CommandAsync("reduce")).EndedWith(Killed);
        await row.ReachedAsync();
        (await row.System.CommandAsync("reduce")).EndedWith(0);
        (await row.System.CommandAsync("resume")).EndedWith(0);
        await row.EnterAsync();
        await row.LeaveAsync();
    });

    public static Scenario Stopped { get; } = Scenario.WhileHeld("the orchestrator is asked to end", row =>
    {
        ProcessSignal.Terminate(row.System.Pid(Processes.Orchestrator));
        return Task.CompletedTask;
    });

    public static Scenario Freezes(string process) => Scenario.WhileHeld($"the {process} freezes", row =>
    {
        ProcessSignal.Pause(row.System.Pid(process));
        return Task.CompletedTask;
    });

    // The supervisor would replace a frozen buyer at once: it is frozen with it.
    private static async Task<int> FreezeAtTheGateAsync(Row row)
    {
        ProcessSignal.Pause(row.System.Pid(Processes.Orchestrator));
        row.System.Kills.Arm(KillPoints.BuyerEntryDecided, "stop");
        await row.SignalAsync();
        return await row.System.Kills.ReachedAsync(KillPoints.BuyerEntryDecided, RunningPipeline.Patience, row.System.Describe);
    }

    private static void Wake(Row row, int pid)
    {
        ProcessSignal.Continue(pid);
        ProcessSignal.Continue(row.System.Pid(Processes.Orchestrator));
    }
}
