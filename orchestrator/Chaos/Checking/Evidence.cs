namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>All that a verdict rests on.</summary>
public sealed record Evidence
{
    /// <summary>The venue's log, oldest first.</summary>
    public required IReadOnlyList<VenueEntry> Venue { get; init; }

    /// <summary>The streams' messages, each stream oldest first.</summary>
    public IReadOnlyList<StoredLine> Stored { get; init; } = [];

    /// <summary>When the venue could not be reached, or did not do as it should.</summary>
    public IReadOnlyList<Trouble> Troubles { get; init; } = [];

    /// <summary>Regular sessions in venue time; empty: all of the time is session.</summary>
    public IReadOnlyList<TradingHours> Sessions { get; init; } = [];

    /// <summary>Readings of both clocks, oldest first, beside those in the log.</summary>
    public IReadOnlyList<ClockPair> Clocks { get; init; } = [];

    /// <summary>Machine time up to which the venue's log speaks.</summary>
    public required DateTimeOffset Until { get; init; }
    public SpendingLimits Limits { get; init; } = new();

    public IEnumerable<StoredLine> Of(string stream, string subjectPrefix) =>
        Stored.Where(line => line.Stream == stream && line.Subject.StartsWith(subjectPrefix, StringComparison.Ordinal));
}

/// <summary>Machine time in which the venue is excused: dead, frozen, or under a fault.</summary>
/// <param name="Symbol">The one symbol it touches; null for all.</param>
/// <param name="What">In a few words.</param>
public sealed record Trouble(DateTimeOffset From, DateTimeOffset To, string? Symbol, string What);

/// <summary>A regular session, in venue time.</summary>
public sealed record TradingHours(DateTimeOffset Open, DateTimeOffset Close);

/// <summary>What both clocks showed at one moment.</summary>
public sealed record ClockPair(DateTimeOffset Machine, DateTimeOffset Venue);

/// <summary>What the account may spend, in dollars; null where nothing limits it.</summary>
public sealed record SpendingLimits(int? MaxPositions = null, decimal? MaxExposure = null, decimal? MaxNotional = null);
