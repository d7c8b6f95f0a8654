using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>A fast market may fill both exits of a family before the venue can cancel the second (wire contract 4.3).</summary>
public sealed class BothExitsTests
{
    [Fact]
    public void In_a_fast_market_both_exits_fill()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());
        venue.Venue.Conduct.DoubleExits = 1;

        venue.Trade(94.90m);

        Assert.Equal((OrderStatus.Filled, OrderStatus.Filled), (venue.StopOf(entry).Status, venue.TakeProfitOf(entry).Status));
        Assert.Equal((110m, 94.89m), (venue.TakeProfitOf(entry).AverageFillPrice, venue.StopOf(entry).AverageFillPrice));
        Assert.Equal(-10m, venue.State.Ledger.QuantityOf("AAA"));
    }

    [Fact]
    public void Both_exits_fill_only_where_no_sale_crosses_from_long_to_short()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());
        venue.Send(Order(Side.Buy, 5m));
        venue.Venue.Conduct.DoubleExits = 1;

        venue.Trade(94.90m);

        Assert.Equal((OrderStatus.Filled, OrderStatus.Canceled), (venue.StopOf(entry).Status, venue.TakeProfitOf(entry).Status));
        Assert.Equal(5m, venue.State.Ledger.QuantityOf("AAA"));
    }

    [Fact]
    public void When_both_exits_filled_a_resting_buy_may_not_cross_back()
    {
        var venue = new VenueUnderTest();
        venue.Send(Bracket());
        var buy = venue.Send(Limit(Side.Buy, 20m, 94m));
        venue.Venue.Conduct.DoubleExits = 1;

        venue.Trade(94.90m);
        venue.Trade(93m);

        Assert.Equal((OrderStatus.Canceled, -10m), (venue.Get(buy).Status, venue.State.Ledger.QuantityOf("AAA")));
    }
}
