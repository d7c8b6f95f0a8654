using Pipeline.Contracts.Control;

namespace Pipeline.Domain.Risk;

/// <summary>What is seen now of all that may stand against entering.</summary>
/// <param name="Conditions">Everything that holds, by whoever sees it.</param>
/// <param name="Speaking">Processes that are ready and tell their conditions: what one of these no longer tells is over. Of the others nothing is known.</param>
public sealed record TradingSight(IReadOnlyList<RaisedCondition> Conditions, IReadOnlySet<string> Speaking);
