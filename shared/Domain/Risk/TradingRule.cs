using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;

namespace Pipeline.Domain.Risk;

/// <summary>One row of the table of trading states: what follows from a condition, and how it ends.</summary>
/// <param name="Condition">What stands against entering.</param>
/// <param name="State">What it allows at most.</param>
/// <param name="Lift">What ends it.</param>
/// <param name="Severity">How loud the change of state is told.</param>
/// <param name="Advice">What the trader should do; one sentence.</param>
public sealed record TradingRule(TradingCondition Condition, TradingState State, ConditionLift Lift, EventSeverity Severity, string Advice)
{
    /// <summary>Where it concerns one symbol, that symbol is locked and the others go on.</summary>
    public bool LocksSymbol { get; init; }
}

/// <summary>What ends a condition's hold on trading.</summary>
public enum ConditionLift
{
    /// <summary>Its own end, as whoever saw it tells it.</summary>
    ByItself,

    /// <summary>A resume, which is refused while the condition persists.</summary>
    ByResumeOnceOver,

    /// <summary>A resume: nothing else could show that it is over.</summary>
    ByResume,
}
