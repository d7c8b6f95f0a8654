using Pipeline.Contracts;
using Pipeline.Tests.Faults.Running;

namespace Pipeline.Tests.Faults.Scenarios;

/// <summary>What is let happen so that somebody passes a kill point.</summary>
/// <param name="Name">In a few words, for the table.</param>
/// <param name="RunAsync">Arms the point, and returns when it was reached and the symbol is left.</param>
public sealed record Scenario(string Name, Func<Row, Task> RunAsync)
{
    /// <summary>The scanner is to find the signal itself.</summary>
    public bool IsWatched { get; init; }

    /// <summary>The common life: signal, entry, protection, exit, trade.</summary>
    public static readonly Scenario Trade = new("a trade", async row =>
    {
        row.Arm();
        await row.EnterAsync();
        await row.LeaveAsync();
        await row.ReachedAsync();
    });

    /// <summary>Something happens while shares are held, and the point is reached before they are left.</summary>
    /// <param name="name">What happens.</param>
    /// <param name="happens">Lets it happen.</param>
    public static Scenario WhileHeld(string name, Func<Row, Task> happens) => new($"while shares are held, {name}", async row =>
    {
        await row.EnterAsync();
        row.Arm();
        await happens(row);
        await row.ReachedAsync();
        await row.System.EnsureUpAsync();
        await row.LeaveAsync();
    });

    /// <summary>A process is killed while shares are held; the point lies on its way back, or on that of its supervisor.</summary>
    public static Scenario AfterDeathOf(string process) => WhileHeld($"the {process} dies", async row =>
    {
        var pid = row.System.Pid(process);
        row.System.Kill(process);
        await RunningPipeline.GoneAsync(pid);
        if (process == Processes.Orchestrator)
            row.System.BeginStart();
    });
}
