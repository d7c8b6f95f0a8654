using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Dashboard.History;

/// <summary>What the account is worth and was worth.</summary>
public sealed record AccountView
{
    /// <summary>As it was told last; null before the first time.</summary>
    public Money? Equity { get; init; }

    /// <summary>Venue time of that.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Equity that the newest trading day began with.</summary>
    public Money? Baseline { get; init; }

    /// <summary>Since that; closed and open profit together.</summary>
    public Money? Profit { get; init; }

    /// <summary>The same as a fraction of the baseline.</summary>
    public decimal? ProfitFraction { get; init; }

    /// <summary>The highest equity so far.</summary>
    public Money? Peak { get; init; }

    /// <summary>How far it is below its highest now, as a fraction of that.</summary>
    public decimal? Drawdown { get; init; }

    /// <summary>The largest drawdown so far.</summary>
    public decimal? LargestDrawdown { get; init; }

    /// <summary>The course, thinned to what a picture can show; its ends and its deepest point are kept.</summary>
    public required IReadOnlyList<CoursePoint> Points { get; init; }
}

/// <summary>A point of the course.</summary>
/// <param name="At">Venue time.</param>
/// <param name="Equity">Dollars.</param>
/// <param name="Drawdown">Below the highest before it, as a fraction of that.</param>
public sealed record CoursePoint(DateTimeOffset At, Money Equity, decimal Drawdown);
