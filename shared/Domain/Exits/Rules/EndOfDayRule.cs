using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Leaves equities before the session's close, which the venue's calendar tells: half days end earlier.</summary>
public static class EndOfDayRule
{
    public static ExitDecision Decide(ExitFacts facts, ExitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(settings);
        return settings.BeforeClose is { } before && !facts.Position.Symbol.IsCrypto && facts.SessionClose is { } close && facts.Now >= close - before
            ? new ExitDecision.Leave(ExitReason.EndOfDay)
            : ExitDecision.Holding;
    }
}
