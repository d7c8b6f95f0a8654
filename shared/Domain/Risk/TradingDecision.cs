using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;

namespace Pipeline.Domain.Risk;

/// <summary>What the trading state is to be, and why.</summary>
/// <param name="State">The most careful state that any cause asks for.</param>
/// <param name="Causes">All that stands against entering, the gravest first.</param>
/// <param name="Since">Machine time since which the state holds.</param>
/// <param name="ResumedAt">Machine time of the newest resume; null: none yet.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="Severity">How loud it is told.</param>
/// <param name="Changes">Whether it differs from what is in force.</param>
public sealed record TradingDecision(
    TradingState State, IReadOnlyList<RaisedCondition> Causes, DateTimeOffset Since, DateTimeOffset? ResumedAt, string Reason, EventSeverity Severity, bool Changes);
