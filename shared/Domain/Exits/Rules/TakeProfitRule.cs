using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Leaves when the bid stays at the take-profit or above it and the take-profit at the venue has not acted.</summary>
public static class TakeProfitRule
{
    public static ExitDecision Decide(ExitFacts facts, ExitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(settings);
        return facts.Price is not null && facts.Memory.AboveTakeProfitSince is { } since && facts.MachineNow - since >= settings.VenueGrace
            ? new ExitDecision.Leave(ExitReason.TakeProfit)
            : ExitDecision.Holding;
    }
}
