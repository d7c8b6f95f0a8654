using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

public sealed class CoinTests
{
    private static readonly SellSignal Protect = Some.Protect(2.5m) with { Symbol = new Symbol("BTC/USD") };
    private static readonly SellSignal Exit = Some.Exit(2.5m) with { Symbol = new Symbol("BTC/USD") };

    [Fact]
    public void Coins_get_a_stop_limit_for_what_is_available() =>
        Assert.Equal(
            new NextStep.PlaceStop(new Shares(2.4m), new Price(95), new Price(93.1m)),
            Some.Next(Protect, Some.View(2.5m, available: 2.4m, orders: Some.Entry(filled: 2.5m))));

    [Fact]
    public void A_stop_that_moves_takes_its_limit_along()
    {
        var low = StopLimit(stop: 90, limit: 88.2m);
        Assert.Equal(new NextStep.MoveStop(low, new Price(95), new Price(93.1m)), Some.Next(Protect, Some.View(2.5m, orders: low)));
    }

    [Fact]
    public void A_stop_that_the_market_jumped_over_is_canceled_and_the_coins_are_sold()
    {
        var skipped = StopLimit(stop: 95, limit: 93.1m);
        Assert.Equal(new NextStep.Cancel(skipped, CancelCause.Skipped), Some.Next(Protect, Some.View(2.5m, bid: 92, orders: skipped)));
        Assert.Equal(new NextStep.SellLimit(new Shares(2.5m), new Price(91.72m)), Some.Next(Protect, Some.View(2.5m, bid: 92)));
    }

    [Fact]
    public void A_stop_between_its_price_and_its_limit_is_left_to_sell() =>
        Assert.IsType<NextStep.Protected>(Some.Next(Protect, Some.View(2.5m, bid: 94, orders: StopLimit(stop: 95, limit: 93.1m))));

    [Fact]
    public void An_exit_cancels_the_stop_then_sells_for_what_is_bid_and_at_market_past_its_deadline()
    {
        var stop = StopLimit(stop: 95, limit: 93.1m);
        Assert.Equal(new NextStep.Cancel(stop, CancelCause.Exit), Some.Next(Exit, Some.View(2.5m, orders: stop)));
        Assert.Equal(new NextStep.SellLimit(new Shares(2.5m), new Price(99.7m)), Some.Next(Exit, Some.View(2.5m)));
        Assert.Equal(new NextStep.SellMarket(new Shares(2.5m)), Some.Next(Exit with { Deadline = Some.Now }, Some.View(2.5m)));
    }

    [Fact]
    public void Dust_that_no_order_may_be_made_of_is_waited_with_and_nothing_is_sent()
    {
        Assert.Equal(WaitFor.Worth, Assert.IsType<NextStep.Wait>(Some.Next(Exit, Some.View(0.09m))).For);
        Assert.Equal(WaitFor.Worth, Assert.IsType<NextStep.Wait>(Some.Next(Protect, Some.View(0.09m))).For);
        var rest = Some.View(2.59m, orders: StopLimit(stop: 95, limit: 93.1m));
        Assert.IsType<NextStep.Protected>(Some.Next(Protect, rest));
    }

    private static VenueOrder StopLimit(decimal stop, decimal limit) => Some.Order("stop", OrderType.StopLimit, OrderStatus.New, 2.5m, limit: limit, stop: stop);
}
