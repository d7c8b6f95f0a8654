namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>Something that must not be, with what a person needs to look it up.</summary>
/// <param name="Figure">The figure of the verdict it counts for.</param>
/// <param name="Symbol">Null where it concerns the account.</param>
/// <param name="Orders">Venue or client order ids, or ids of signals and trades.</param>
/// <param name="At">Machine time.</param>
/// <param name="Text">What was seen, in one sentence.</param>
public sealed record Finding(Figure Figure, string? Symbol, IReadOnlyList<string> Orders, DateTimeOffset At, string Text);

/// <summary>The figures that must be zero, and the one that must be small.</summary>
public enum Figure
{
    Duplicates,
    Oversells,
    Overspends,
    Unprotected,
    PositionsLost,
    PositionsInvented,
    UnknownOrders,
    LedgerMismatches,
    MissingEvents,
}
