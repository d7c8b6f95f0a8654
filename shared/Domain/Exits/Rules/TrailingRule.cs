using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Moves the stop up behind the price: to breakeven first, then at a distance below the peak. Never down.</summary>
public static class TrailingRule
{
    /// <summary>Notes the peak and the trough, and that trailing or breakeven has begun; these survive a restart in the position.</summary>
    public static Position Observe(ExitFacts facts, ExitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(settings);
        if (facts.Price is not { } price)
            return facts.Position;
        var peak = facts.Position.Peak is { } highest && highest >= price.Bid ? highest : price.Bid;
        var gain = facts.GainAt(peak);
        return facts.Position with
        {
            Peak = peak,
            Trough = facts.Position.Trough is { } lowest && lowest <= price.Bid ? lowest : price.Bid,
            TrailingActive = facts.Position.TrailingActive || gain >= settings.Trailing?.Activation || facts.Held >= settings.Trailing?.ActivationAfter,
            BreakevenReached = facts.Position.BreakevenReached || gain >= settings.Trailing?.Breakeven,
        };
    }

    /// <summary>Decides on a position that was observed.</summary>
    public static ExitDecision Decide(ExitFacts facts, ExitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Trailing is not { } trailing || facts.Price is not { } price || Candidate(facts, trailing) is not { } candidate)
            return ExitDecision.Holding;
        var rested = facts.Position.WantedStop;
        if (rested is { } stop && candidate.Value < stop.Value * (1 + trailing.Step))
            return ExitDecision.Holding;

        // The price fell through before the stop was there; a stop at or above the market would be refused.
        if (price.Bid <= candidate)
            return new ExitDecision.Leave(ExitReason.TrailingStop);
        return rested is not null && facts.MachineNow - facts.Memory.StopMovedAt < trailing.Throttle
            ? ExitDecision.Holding
            : new ExitDecision.MoveStop(candidate);
    }

    private static Price? Candidate(ExitFacts facts, TrailingSettings trailing)
    {
        Price? candidate = facts.Position.BreakevenReached ? facts.Entry.Moved(trailing.BreakevenOffset).FlooredToTick() : null;
        if (facts.Position is { TrailingActive: true, Peak: { } peak })
        {
            var trailed = peak.Moved(-trailing.Distance).FlooredToTick();
            candidate = candidate is { } other && other > trailed ? other : trailed;
        }

        return candidate;
    }
}
