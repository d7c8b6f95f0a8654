using Pipeline.Contracts.Market;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Which quotes may decide.</summary>
public sealed record QuoteLimits
{
    /// <summary>Venue time; 10 s.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ask minus bid as a fraction of the mid; 0.01.</summary>
    public decimal MaximumSpread { get; init; } = 0.01m;

    /// <summary>The quote that counts of the one kept and the one heard: the newer, but none from the future, which would keep all true ones out until its time has come.</summary>
    /// <param name="now">Venue time.</param>
    public QuoteValues? Newer(QuoteValues? kept, QuoteValues heard, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(heard);
        if (kept is not null && IsAhead(kept, now))
            kept = null;
        return IsAhead(heard, now) || kept?.At > heard.At ? kept : heard;
    }

    internal bool IsAhead(QuoteValues quote, DateTimeOffset now) => quote.At - now > MaximumAge;
}
