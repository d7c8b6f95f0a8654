namespace Pipeline.Domain.Signals;

/// <summary>Why a bar that made its symbol a candidate makes no signal.</summary>
/// <param name="Score">What the bar scored.</param>
/// <param name="Reason">One of the names below.</param>
public sealed record CandidateRefusal(decimal Score, string Reason)
{
    /// <summary>Near, and not enough.</summary>
    public const string BelowTheThreshold = "below_the_threshold";

    /// <summary>Enough, but the bar came so late that the price has gone on.</summary>
    public const string TooOld = "too_old";
}
