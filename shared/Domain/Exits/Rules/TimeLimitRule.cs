using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Leaves a position that has been held for too long.</summary>
public static class TimeLimitRule
{
    public static ExitDecision Decide(ExitFacts facts, ExitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(settings);
        return settings.TimeLimit is { } limit && facts.Held >= limit ? new ExitDecision.Leave(ExitReason.TimeLimit) : ExitDecision.Holding;
    }
}
