using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Leaves when the bid stays at the wanted stop or below it and the stop at the venue has not acted.</summary>
public static class StopLossRule
{
    public static ExitDecision Decide(ExitFacts facts, ExitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(settings);
        if (facts.Price is null || facts.Memory.BelowStopSince is not { } since || facts.MachineNow - since < settings.VenueGrace)
            return ExitDecision.Holding;
        var moved = facts.Position.WantedStop > facts.Position.InitialStop;
        return new ExitDecision.Leave(moved ? ExitReason.TrailingStop : ExitReason.StopLoss);
    }
}
