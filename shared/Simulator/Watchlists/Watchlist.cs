namespace Pipeline.Simulator.Watchlists;

/// <summary>A named list of symbols that a client keeps at the venue.</summary>
/// <param name="CreatedAt">Venue time.</param>
public sealed record Watchlist(Guid Id, string Name, IReadOnlyList<string> Symbols, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
