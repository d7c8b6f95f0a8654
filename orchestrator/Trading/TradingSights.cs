using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Domain.Risk;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Trading;

/// <summary>All that may stand against entering, as it can be seen from here: what the stages say, who has failed, the halt file.</summary>
public static class TradingSights
{
    /// <summary>A word older than this says nothing about now.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(3);

    /// <param name="supervised">The supervisor's view of all processes.</param>
    /// <param name="own">What the orchestrator sees of streams and controls.</param>
    /// <param name="machineNow">Machine time.</param>
    public static TradingSight Of(
        PipelineHome home, HeartbeatBoard board, IReadOnlyCollection<SupervisedProcess> supervised, IEnumerable<RaisedCondition> own, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(supervised);
        var words = Processes.Stages.Select(board.Newest).Where(word => word?.Age < Stale && word.Value.Word.Conditions is not null).Select(word => word!.Value.Word).ToList();
        var failed = supervised.Where(process => process.State == ProcessState.Failed)
            .Select(process => Condition(TradingCondition.StageFailed, process.Name, process.Detail ?? "It has failed.", machineNow));
        var servers = supervised.Where(process => process.State == ProcessState.Ready && !Processes.Stages.Contains(process.Name)).Select(process => process.Name);
        return new TradingSight(
            [.. words.SelectMany(word => word.Conditions!), .. failed, .. own, .. HaltFile(home, machineNow)],
            words.Where(word => word.State == ProcessHealth.Ready).Select(word => word.Process).Concat(servers).Append(Processes.Orchestrator).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The same from the supervisor's last written word, for a command.</summary>
    public static TradingSight Of(StatusSnapshot status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new TradingSight(status.Conditions ?? [], (status.Speaking ?? []).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The halt file as a condition; none when it is not set.</summary>
    public static IEnumerable<RaisedCondition> HaltFile(PipelineHome home, DateTimeOffset machineNow)
    {
        var latch = new HaltLatch(home);
        return latch.IsLatched ? [Condition(TradingCondition.HaltFile, Processes.Orchestrator, latch.Reason, machineNow)] : [];
    }

    public static RaisedCondition Condition(TradingCondition condition, string process, string text, DateTimeOffset machineNow) =>
        new() { Condition = condition, Process = process, Text = text, Since = machineNow };
}
