using System.Text.Json;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Risk;

/// <summary>Which trading state follows from what is seen: pure, and the only place that knows. The rows stand in <see cref="TradingStateTable"/>.</summary>
public static class TradingStateRules
{
    private const string Nothing = "nothing stands against entering";

    /// <summary>The state that must be in force now.</summary>
    /// <param name="current">The control in force; null when there is none yet.</param>
    /// <param name="sight">What is seen now.</param>
    /// <param name="machineNow">Machine time.</param>
    public static TradingDecision Decide(TradingControl? current, TradingSight sight, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var seen = sight.Conditions.Where(one => HoldsTrading(one) && !WasResumed(one, current)).DistinctBy(one => (one.Condition, one.Process, one.Symbol)).ToList();
        var kept = (current?.Causes ?? []).Where(cause => Stays(cause, sight) && !seen.Any(cause.IsSameAs));
        List<RaisedCondition> causes = [.. Remembered(seen, current).Concat(kept).OrderByDescending(cause => RuleOf(cause).State).ThenBy(cause => cause.Since)];
        // A state that names no cause was set by a person, or by a version that named none: only a person may loosen it.
        var floor = current is { Causes: null or { Count: 0 } } ? current.State : TradingState.Active;
        var state = causes.Select(cause => RuleOf(cause).State).Append(floor).Max();
        return Decided(current, state, causes, current?.ResumedAt, machineNow);
    }

    /// <summary>Why a resume must be refused: what persists, or may.</summary>
    /// <param name="current">The control in force; null when there is none yet.</param>
    /// <param name="sight">What is seen now.</param>
    public static IReadOnlyList<string> ObstaclesToResume(TradingControl? current, TradingSight sight)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var persisting = sight.Conditions.Where(one => HoldsTrading(one) && !EndsByResume(one)).ToList();
        var unknown = (current?.Causes ?? []).Where(cause => !EndsByResume(cause) && !sight.Speaking.Contains(cause.Process) && !persisting.Any(cause.IsSameAs));
        return
        [
            .. persisting.Select(one => $"{Described(one)} {RuleOf(one).Advice}"),
            .. unknown.Select(one => $"{Described(one)} Whether it is over, the {one.Process} would have to say, and it is not ready."),
        ];
    }

    /// <summary>The state after a resume that nothing stands against.</summary>
    public static TradingDecision Resumed(TradingControl? current, DateTimeOffset machineNow) =>
        Decided(current, TradingState.Active, [], machineNow, machineNow) with { Changes = true };

    /// <summary>A condition as it stands in events and reasons, such as bad_keys.</summary>
    public static string NameOf(TradingCondition condition) => JsonNamingPolicy.SnakeCaseLower.ConvertName(condition.ToString());

    private static TradingDecision Decided(
        TradingControl? current, TradingState state, List<RaisedCondition> causes, DateTimeOffset? resumedAt, DateTimeOffset machineNow)
    {
        var before = current?.Causes ?? [];
        var isNew = current is null || current.State != state;
        var same = !isNew && causes.Count == before.Count && causes.All(cause => before.Any(cause.IsSameAs));
        var reason = causes.Count == 0 ? (state == current?.State ? current.Reason : Nothing) : Described(causes[0]);
        var more = causes.Count > 1 ? $" And {causes.Count - 1} more." : "";
        var severity = causes.Select(cause => RuleOf(cause).Severity).Append(EventSeverity.Info).Max();
        return new TradingDecision(state, causes, isNew ? machineNow : current!.Since ?? current.MachineTime, resumedAt, reason + more, severity, !same);
    }

    /// <summary>Whether what a process tells stands against entering a symbol, before any control says so.</summary>
    /// <param name="one">As told.</param>
    /// <param name="symbol">What would be entered.</param>
    /// <param name="current">The control in force, whose resume may have settled it; null when there is none yet.</param>
    public static bool StandsAgainst(RaisedCondition one, Symbol symbol, TradingControl? current)
    {
        ArgumentNullException.ThrowIfNull(one);
        return !WasResumed(one, current) && (HoldsTrading(one) || one.Symbol == symbol);
    }

    /// <summary>A condition of one symbol that only locks that symbol leaves the others alone.</summary>
    private static bool HoldsTrading(RaisedCondition one) => one.Symbol is null || !RuleOf(one).LocksSymbol;

    private static bool WasResumed(RaisedCondition one, TradingControl? current) =>
        EndsByResume(one) && one.Condition != TradingCondition.HaltFile && one.Since <= current?.ResumedAt;

    private static bool Stays(RaisedCondition cause, TradingSight sight) =>
        RuleOf(cause).Lift != ConditionLift.ByItself || !sight.Speaking.Contains(cause.Process);

    /// <summary>What was known before keeps the words and the time it was first told with.</summary>
    private static IEnumerable<RaisedCondition> Remembered(List<RaisedCondition> seen, TradingControl? current) =>
        seen.Select(one => current?.Causes?.FirstOrDefault(one.IsSameAs) ?? one);

    private static bool EndsByResume(RaisedCondition one) => RuleOf(one).Lift == ConditionLift.ByResume;

    private static TradingRule RuleOf(RaisedCondition one) => TradingStateTable.RuleOf(one.Condition);

    private static string Described(RaisedCondition one) =>
        $"{NameOf(one.Condition)} ({one.Process}{(one.Symbol is { } symbol ? $", {symbol}" : "")}): {one.Text}";
}
