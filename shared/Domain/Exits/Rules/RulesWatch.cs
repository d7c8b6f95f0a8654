using Pipeline.Contracts.Market;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Notices that an open position's rules decide nothing: no quote that may decide has come for a while, whether others flow or not.</summary>
/// <param name="SightedAt">Machine time of the last price that could be judged, or of the beginning.</param>
/// <param name="ToldAt">Machine time at which it was last told; null while the rules see.</param>
public sealed record RulesWatch(DateTimeOffset? SightedAt = null, DateTimeOffset? ToldAt = null)
{
    public static RulesWatch None { get; } = new();

    /// <param name="quote">The newest quote.</param>
    /// <param name="limits">Which quotes may decide.</param>
    /// <param name="trades">The market is open: quotes are to be expected.</param>
    /// <param name="patience">Machine time without a price to judge before it is told; told again each ten times as long.</param>
    /// <param name="now">Venue time.</param>
    /// <param name="machineNow">Machine time.</param>
    /// <returns>The watch, and what blinds the rules when that is to be told now.</returns>
    public (RulesWatch Watch, QuoteFault? Blind) Look(
        QuoteValues? quote, QuoteLimits limits, bool trades, TimeSpan patience, DateTimeOffset now, DateTimeOffset machineNow)
    {
        var fault = JudgedPrice.FaultOf(quote, limits, now);
        if (fault is null || !trades || SightedAt is not { } sighted)
            return (new RulesWatch(machineNow), null);
        var due = ToldAt is { } told ? told + (10 * patience) : sighted + patience;
        return machineNow < due ? (this, null) : (this with { ToldAt = machineNow }, fault);
    }
}
