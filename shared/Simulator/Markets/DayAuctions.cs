namespace Pipeline.Simulator.Markets;

/// <summary>The auctions of one stock on one day: at its first and at its last price.</summary>
/// <param name="Closing">When it closed; null while it has not.</param>
/// <param name="Volume">Shares of the whole day; the auctions are a part of it.</param>
public sealed record DayAuctions(DateOnly Day, DateTimeOffset Opening, decimal Open, DateTimeOffset? Closing, decimal Close, decimal Volume);
