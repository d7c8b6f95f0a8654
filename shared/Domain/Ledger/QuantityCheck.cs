using Pipeline.Contracts.Ledger;

namespace Pipeline.Domain.Ledger;

/// <summary>Compares the book's quantity with the venue's. Orders and positions disagree at the venue for seconds, so one reading proves nothing.</summary>
public static class QuantityCheck
{
    /// <param name="known">The disagreement seen before; null when there was none.</param>
    /// <param name="held">Shares in the book.</param>
    /// <param name="venue">Shares at the venue; below zero for a short, which the book never takes over.</param>
    /// <param name="askedAt">Machine time at which the venue was asked.</param>
    /// <param name="lastUpdate">Machine time of the newest word of the stream about the symbol.</param>
    /// <param name="quiet">Machine time between two equal readings, and without any word of the stream; 2 s.</param>
    public static (QuantityDoubt? Doubt, QuantityVerdict Verdict) Judge(
        QuantityDoubt? known, decimal held, decimal venue, DateTimeOffset askedAt, DateTimeOffset? lastUpdate, TimeSpan quiet)
    {
        if (held == Math.Max(0, venue))
            return (null, known is null ? new QuantityVerdict.Agrees() : new QuantityVerdict.Cleared());
        var fresh = new QuantityDoubt(held, venue, askedAt);
        if (known is null)
            return (fresh, new QuantityVerdict.Suspected());
        if (known.Held != held || known.Venue != venue || lastUpdate > known.Since)
            return (fresh, new QuantityVerdict.Waiting());
        if (askedAt - known.Since < quiet || askedAt - lastUpdate < quiet)
            return (known, new QuantityVerdict.Waiting());
        var change = Math.Max(0, venue) - held;
        return (null, new QuantityVerdict.Adjust(change > 0 ? AdjustmentKind.Adopted : AdjustmentKind.ClosedExternally, change));
    }
}

/// <summary>A disagreement that was read once.</summary>
/// <param name="Since">Machine time at which the venue was first asked and answered so.</param>
public sealed record QuantityDoubt(decimal Held, decimal Venue, DateTimeOffset Since);

/// <summary>What a comparison found.</summary>
public abstract record QuantityVerdict
{
    private QuantityVerdict()
    {
    }

    public sealed record Agrees : QuantityVerdict;

    /// <summary>They disagree for the first time.</summary>
    public sealed record Suspected : QuantityVerdict;

    /// <summary>They disagree, but not for long enough or not equally.</summary>
    public sealed record Waiting : QuantityVerdict;

    /// <summary>They agree again; executions explained it.</summary>
    public sealed record Cleared : QuantityVerdict;

    /// <summary>Two equal readings in a quiet period: the venue is the truth.</summary>
    /// <param name="Change">Shares to add to the book; negative to take away.</param>
    public sealed record Adjust(AdjustmentKind Kind, decimal Change) : QuantityVerdict;
}
