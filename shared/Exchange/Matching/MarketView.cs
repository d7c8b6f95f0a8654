namespace Pipeline.Exchange;

/// <summary>The market in one symbol as the matcher meets it.</summary>
/// <param name="Elects">True while stops may be triggered: by a trade inside the quote, in the regular session, for crypto at any time.</param>
/// <param name="Lower">Nothing trades below, in dollars.</param>
/// <param name="Upper">Nothing trades above, in dollars.</param>
public sealed record MarketView(Tick Tick, DateTimeOffset Now, bool Elects, decimal? Lower = null, decimal? Upper = null)
{
    /// <summary>True when a price lies within the bands.</summary>
    public bool Admits(decimal price) => (Lower is null || price >= Lower) && (Upper is null || price <= Upper);
}
