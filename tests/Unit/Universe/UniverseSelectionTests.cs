using Pipeline.Contracts.Values;
using Pipeline.Domain.Universe;

namespace Pipeline.Tests.Unit.Universe;

public sealed class UniverseSelectionTests
{
    private static readonly HashSet<Symbol> Nothing = [];

    [Fact]
    public void Keeps_what_is_tradable_and_says_why_it_dropped_the_rest()
    {
        var decision = UniverseSelection.Select([Of("BBB"), Of("AAA"), Of("CCC", tradable: false), Of("DDD")], Nothing, Set("DDD"), 10);

        Assert.Equal([new Symbol("AAA"), new Symbol("BBB")], decision.Kept);
        Assert.Equal("not_tradable", decision.Dropped[new Symbol("CCC")]);
        Assert.Equal("blocked", decision.Dropped[new Symbol("DDD")]);
    }

    [Fact]
    public void A_static_list_keeps_only_its_own_and_names_what_the_venue_does_not_know()
    {
        var decision = UniverseSelection.Select([Of("AAA"), Of("BBB")], Set("BBB", "ZZZ"), Nothing, 10);

        Assert.Equal([new Symbol("BBB")], decision.Kept);
        Assert.Equal("not_on_the_list", decision.Dropped[new Symbol("AAA")]);
        Assert.Equal("unknown_at_the_venue", decision.Dropped[new Symbol("ZZZ")]);
    }

    [Fact]
    public void Never_keeps_more_than_the_limit()
    {
        var decision = UniverseSelection.Select([Of("CCC"), Of("AAA"), Of("BBB")], Nothing, Nothing, 2);

        Assert.Equal([new Symbol("AAA"), new Symbol("BBB")], decision.Kept);
        Assert.Equal("over_the_limit", decision.Dropped[new Symbol("CCC")]);
    }

    [Fact]
    public void Watches_no_pairs_unless_they_are_switched_on_and_then_those_paid_in_dollars()
    {
        Candidate[] offered = [Of("AAA"), Of("BTC/USD"), Of("ETH/BTC"), Of("SOL/USD", tradable: false)];
        Assert.Equal("crypto_is_not_watched", UniverseSelection.Select(offered, Nothing, Nothing, 10).Dropped[new Symbol("BTC/USD")]);

        var decision = UniverseSelection.Select(offered, Nothing, Nothing, 10, crypto: true);
        Assert.Equal([new Symbol("AAA"), new Symbol("BTC/USD")], decision.Kept);
        Assert.Equal("not_paid_in_dollars", decision.Dropped[new Symbol("ETH/BTC")]);
        Assert.Equal("not_tradable", decision.Dropped[new Symbol("SOL/USD")]);
    }

    [Fact]
    public void Pairs_that_are_switched_on_are_not_pushed_out_by_thousands_of_stocks() =>
        Assert.Equal([new Symbol("AAA"), new Symbol("BTC/USD")], UniverseSelection.Select([Of("AAA"), Of("AAB"), Of("BTC/USD")], Nothing, Nothing, 2, crypto: true).Kept);

    private static Candidate Of(string symbol, bool tradable = true) => new(new Symbol(symbol), tradable);

    private static HashSet<Symbol> Set(params string[] symbols) => [.. symbols.Select(symbol => new Symbol(symbol))];
}
