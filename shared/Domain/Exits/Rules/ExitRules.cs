using Pipeline.Contracts.Ledger;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>All exit rules in their order: what limits the loss first, then what the clock says, then what takes the gain.</summary>
public static class ExitRules
{
    private static readonly Func<ExitFacts, ExitSettings, ExitDecision>[] InOrder =
    [
        EndOfDayRule.Decide,
        StopLossRule.Decide,
        TrailingRule.Decide,
        TakeProfitRule.Decide,
        TimeLimitRule.Decide,
        DecelerationRule.Decide,
    ];

    /// <summary>Observes, then decides: the first rule that leaves wins, else the first that moves the stop.</summary>
    /// <returns>The position with its observations, and the decision; the decision is not applied.</returns>
    public static (Position Observed, ExitDecision Decision) Decide(ExitFacts facts, ExitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(settings);
        if (facts.Position.Quantity.IsZero || facts.Position.ExitReason is not null || facts.Position.AverageEntryPrice is null)
            return (facts.Position, ExitDecision.Holding);
        var observed = TrailingRule.Observe(facts, settings);
        var decisions = InOrder.Select(rule => rule(facts with { Position = observed }, settings)).ToArray();
        var decision = decisions.FirstOrDefault(one => one is ExitDecision.Leave) ?? decisions.FirstOrDefault(one => one is ExitDecision.MoveStop);
        return (observed, decision ?? ExitDecision.Holding);
    }
}
