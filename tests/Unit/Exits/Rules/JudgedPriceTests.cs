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
}
