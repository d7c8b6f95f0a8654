using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Tests.Unit.Ledger;

namespace Pipeline.Tests.Unit.Exits.Rules;

public sealed class AdoptedProtectionTests
{
    private static readonly AdoptedProtection Protection = new(0.02m, 0.04m);

    [Fact]
    public void Shares_that_came_without_a_stop_get_one_below_what_they_cost()
    {
        var position = Protection.Of(Venue.Bought() with { WantedStop = null, InitialStop = null, TakeProfit = null }, market: null);

        Assert.Equal((new Price(98), new Price(98), new Price(104)), (position.WantedStop, position.InitialStop, position.TakeProfit));
    }

    [Fact]
    public void A_market_that_has_fallen_takes_the_stop_with_it() =>
        Assert.Equal(new Price(88.2m), Protection.Of(Venue.Bought() with { WantedStop = null }, market: new Price(90)).WantedStop);

    [Fact]
    public void A_stop_that_is_there_stays()
    {
        var position = Venue.Bought();

        Assert.Same(position, Protection.Of(position, new Price(90)));
    }

    [Fact]
    public void Nothing_held_needs_nothing()
    {
        var position = Venue.Empty;

        Assert.Same(position, Protection.Of(position, new Price(90)));
    }
}
