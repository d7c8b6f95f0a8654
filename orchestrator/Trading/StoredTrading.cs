using Pipeline.Contracts.Control;

namespace Pipeline.Orchestrator.Trading;

/// <summary>The trading control in force, and where it lies.</summary>
/// <param name="Sequence">Sequence of the last message on its subject; 0 when there is none.</param>
/// <param name="Control">Null when there is none, or when it cannot be read.</param>
/// <param name="Unreadable">Why it cannot be read; null when it can.</param>
public sealed record StoredTrading(ulong Sequence, TradingControl? Control, string? Unreadable)
{
    /// <summary>False when it is the same message: sequences alone repeat themselves in a store that was made anew.</summary>
    public bool IsOther(StoredTrading than)
    {
        ArgumentNullException.ThrowIfNull(than);
        return Sequence != than.Sequence || Control?.Id != than.Control?.Id;
    }
}
