using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Ledger;

/// <summary>A trading day and what it began with: <c>session.&lt;yyyy-MM-dd&gt;</c>, written by the monitor, and again under the same id when the venue changes its hours; the last one holds.</summary>
public sealed record Session : Message
{
    public required DateOnly Day { get; init; }
    public required DateTimeOffset OpensAt { get; init; }
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>Whether a moment of venue time lies in it; its close does not.</summary>
    public bool Includes(DateTimeOffset moment) => OpensAt <= moment && moment < ClosesAt;

    /// <summary>Equity when the monitor first saw the session: the baseline of the daily loss.</summary>
    public required Money BaselineEquity { get; init; }

    /// <summary>Cash at <see cref="CashAt"/>: what the day's executions, fees and adjustments are added to; null until it was read while nothing was executed.</summary>
    public Money? BaselineCash { get; init; }

    /// <summary>Venue time at which <see cref="BaselineCash"/> was read; executions after it count.</summary>
    public DateTimeOffset? CashAt { get; init; }

    /// <summary>The venue's ids of the activities that were listed at <see cref="CashAt"/>; all others count, whatever day they are listed under. Null when they were not written down.</summary>
    public IReadOnlyList<string>? CashActivities { get; init; }
}
