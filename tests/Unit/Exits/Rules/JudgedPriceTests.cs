using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Tests.Unit.Ledger;
using static Pipeline.Tests.Unit.Exits.Rules.Held;

namespace Pipeline.Tests.Unit.Exits.Rules;

public sealed class JudgedPriceTests
{
    private static readonly QuoteLimits Limits = new();

    [Fact]
    public void Judges_a_fresh_two_sided_quote()
    {
        var price = JudgedPrice.Of(Quote(100, 100.5m), Limits, Venue.Noon.AddSeconds(10));

        Assert.Equal(new JudgedPrice(new Price(100), new Price(100.25m), Venue.Noon), price);
    }

    [Fact]
    public void Refuses_an_old_quote() => Assert.Null(JudgedPrice.Of(Quote(100), Limits, Venue.Noon.AddSeconds(10.001)));

    [Fact]
    public void Refuses_a_quote_from_the_future() => Assert.Null(JudgedPrice.Of(Quote(100), Limits, Venue.Noon.AddSeconds(-11)));

    [Fact]
    public void Refuses_a_quote_with_a_side_missing() => Assert.Null(JudgedPrice.Of(Quote(0, 100), Limits, Venue.Noon));

    [Fact]
    public void Refuses_a_quote_with_an_empty_side() => Assert.Null(JudgedPrice.Of(Quote(100) with { BidSize = Shares.Zero }, Limits, Venue.Noon));

    [Fact]
    public void Refuses_a_crossed_quote() => Assert.Null(JudgedPrice.Of(Quote(100, 99.99m), Limits, Venue.Noon));

    [Fact]
    public void Refuses_a_spread_of_more_than_one_per_cent() => Assert.Null(JudgedPrice.Of(Quote(100, 101.01m), Limits, Venue.Noon));

    [Fact]
    public void Refuses_no_quote() => Assert.Null(JudgedPrice.Of(null, Limits, Venue.Noon));

    [Fact]
    public void A_quote_from_the_future_is_not_kept_and_keeps_no_true_one_out()
    {
        var (now, ahead) = (Venue.Noon, Quote(100) with { At = Venue.Noon.AddHours(1) });
        var (kept, heard) = (Quote(101) with { At = now.AddSeconds(-2) }, Quote(102) with { At = now.AddSeconds(-1) });

        Assert.Same(kept, Limits.Newer(kept, ahead, now));
        Assert.Null(Limits.Newer(null, ahead, now));
        Assert.Same(heard, Limits.Newer(ahead, heard, now));
    }

    [Fact]
    public void Of_two_quotes_the_newer_counts()
    {
        var (older, newer) = (Quote(100), Quote(101) with { At = Venue.Noon.AddSeconds(1) });

        Assert.Same(newer, Limits.Newer(older, newer, Venue.Noon));
        Assert.Same(newer, Limits.Newer(newer, older, Venue.Noon));
    }
}
