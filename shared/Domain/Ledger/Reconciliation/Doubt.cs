namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>A difference that readings have shown.</summary>
/// <param name="Finding">As it was last read.</param>
/// <param name="Since">Machine time at which the venue was first asked and answered so, unchanged and undisturbed since.</param>
/// <param name="ConfirmedAt">Machine time of the reading that last confirmed it; null while it is only suspected.</param>
public sealed record Doubt(Finding Finding, DateTimeOffset Since, DateTimeOffset? ConfirmedAt = null);

/// <summary>What a reading made of a difference.</summary>
public enum DoubtStage
{
    /// <summary>Seen once, or changed, or disturbed: nothing is done before an equal reading after a quiet time.</summary>
    Suspected,

    /// <summary>Two equal readings with nothing in between: it is to be told and acted upon now.</summary>
    Confirmed,

    /// <summary>It was acted upon and is still there.</summary>
    Standing,

    /// <summary>It was confirmed once and is gone.</summary>
    Mended,
}

/// <summary>A difference and what the newest reading made of it.</summary>
public sealed record JudgedFinding(Finding Finding, DoubtStage Stage);
