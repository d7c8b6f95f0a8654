using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>What an exit rule wants of an open position.</summary>
public abstract record ExitDecision
{
    private ExitDecision()
    {
    }

    /// <summary>Nothing to do.</summary>
    public sealed record Hold : ExitDecision;

    /// <summary>The stop must rest higher.</summary>
    public sealed record MoveStop(Price Stop) : ExitDecision;

    /// <summary>The position must be left.</summary>
    public sealed record Leave(ExitReason Reason) : ExitDecision;

    public static Hold Holding { get; } = new();
}
