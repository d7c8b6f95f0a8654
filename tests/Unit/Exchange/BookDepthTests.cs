using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>A market with a book of three levels of 100 shares, two cents apart, from 100.01 and 99.99.</summary>
public sealed class BookDepthTests
{
    private static readonly MatchingOptions Book = new() { BookLevels = 3 };

    [Fact]
    public void A_large_order_walks_up_the_book_and_waits_for_more()
    {
        var venue = new VenueUnderTest(Book);

        var order = venue.Send(Order(Side.Buy, 350m));

        Assert.Equal([100.01m, 100.03m, 100.05m], venue.State.Ledger.Executions.Select(execution => execution.Price));
        Assert.Equal((OrderStatus.PartiallyFilled, 300m), (order.Status, order.FilledQuantity));
        venue.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((OrderStatus.Filled, 100.01m), (venue.Get(order).Status, venue.State.Ledger.Executions[^1].Price));
    }

    [Fact]
    public void A_limit_takes_only_the_levels_within_it()
    {
        var venue = new VenueUnderTest(Book);

        Assert.Equal(200m, venue.Send(Limit(Side.Buy, 350m, 100.03m)).FilledQuantity);
    }

    [Fact]
    public void Of_two_orders_the_better_price_comes_first_and_of_equal_prices_the_older()
    {
        var venue = new VenueUnderTest(new MatchingOptions { BookLevels = 1 });
        var old = venue.Send(Limit(Side.Buy, 80m, 99m));
        var equal = venue.Send(Limit(Side.Buy, 80m, 99m));
        var better = venue.Send(Limit(Side.Buy, 80m, 99.50m));

        venue.Trade(98m);

        Assert.Equal((80m, 20m, 0m), (venue.Get(better).FilledQuantity, venue.Get(old).FilledQuantity, venue.Get(equal).FilledQuantity));
    }

    [Fact]
    public void A_fill_or_kill_order_is_killed_when_the_book_is_too_thin()
    {
        var venue = new VenueUnderTest(Book);

        var missed = venue.Send(Order(Side.Buy, 301m, time: TimeInForce.Fok));

        Assert.Equal((OrderStatus.Canceled, 0m), (missed.Status, missed.FilledQuantity));
        Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Buy, 300m, time: TimeInForce.Fok)).Status);
    }
}
