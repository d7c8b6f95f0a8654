using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

public sealed class ProtectTests
{
    [Fact]
    public void A_held_stop_beside_a_working_take_profit_is_protection()
    {
        var step = Some.Next(Some.Protect(), Some.View(100, orders: Some.LiveBracket()));
        Assert.Equal(new NextStep.Protected(new Shares(100), new Shares(100), new Price(95)), step);
    }

    [Fact]
    public void A_held_stop_beside_nothing_is_no_protection_and_is_given_time_to_become_live()
    {
        var view = Some.View(100, orders: Some.Entry(legs: [
            Some.TakeProfit(status: OrderStatus.Held), Some.Stop(status: OrderStatus.Held, orderClass: OrderClass.Bracket)]));
        Assert.Equal(WaitFor.LegsLive, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), view)).For);
        var cancel = Assert.IsType<NextStep.Cancel>(Some.Next(Some.Protect(), view, readings: 4));
        Assert.Equal(CancelCause.NeverLive, cancel.Why);
    }

    [Fact]
    public void A_sell_whose_kind_or_quantity_the_venue_leaves_out_may_be_the_stop_and_is_left_alone()
    {
        foreach (var stop in new[] { Some.Stop() with { Type = OrderType.Unrecognized }, Some.Stop() with { Quantity = null } })
        {
            var step = Some.Next(Some.Protect(), Some.View(100, available: 0, orders: [Some.Entry(), stop]), readings: 10);
            Assert.Equal(WaitFor.FreeShares, Assert.IsType<NextStep.Wait>(step).For);
        }
    }

    [Fact]
    public void An_exit_cancels_a_sell_whose_kind_the_venue_leaves_out() =>
        Assert.Equal(CancelCause.Exit, Assert.IsType<NextStep.Cancel>(Some.Next(Some.Exit(), Some.View(100, orders: [Some.Entry(), Some.Stop() with { Type = OrderType.Unrecognized }]))).Why);

    [Fact]
    public void A_stop_whose_price_the_venue_leaves_out_covers_its_shares()
    {
        var step = Some.Next(Some.Protect(), Some.View(100, orders: [Some.Entry(), Some.Order("trail", OrderType.TrailingStop, OrderStatus.New)]));
        Assert.Equal(new NextStep.Protected(new Shares(100), new Shares(100), LowestStop: null), step);
    }

    [Fact]
    public void What_a_reading_leaves_out_of_an_order_is_taken_from_the_one_before()
    {
        var told = Some.Stop() with { Type = OrderType.Unrecognized, Quantity = null, StopPrice = null, ClientOrderId = "" };
        var step = Some.Next(Some.Protect(), Some.View(100, orders: [Some.Entry(), Some.Stop(), told]));
        Assert.Equal(new NextStep.Protected(new Shares(100), new Shares(100), new Price(95)), step);
    }

    [Theory]
    [InlineData(OrderStatus.Suspended)]
    [InlineData(OrderStatus.DoneForDay)]
    [InlineData(OrderStatus.Calculated)]
    public void A_stop_that_is_open_and_rests_gives_its_place_to_one_that_works(OrderStatus status) =>
        Assert.IsType<NextStep.Cancel>(Some.Next(Some.Protect(), Some.View(100, available: 0, orders: [Some.Entry(), Some.Stop(status: status)])));

    [Fact]
    public void A_stop_that_is_done_for_the_day_stays_once_the_market_is_closed()
    {
        VenueOrder[] orders = [Some.Entry(), Some.Stop(status: OrderStatus.DoneForDay)];
        var closed = new VenueView(orders, new Shares(100), Shares.Zero, bid: null, "entry", Some.Now, trades: false);
        Assert.IsType<NextStep.Protected>(Some.Next(Some.Protect(), closed));
    }

    [Fact]
    public void Bare_shares_get_an_oco()
    {
        var step = Some.Next(Some.Protect(), Some.View(100, orders: Some.Entry()));
        Assert.Equal(new NextStep.PlaceOco(new Shares(100), new Price(95), new Price(110)), step);
    }

    [Fact]
    public void Bare_shares_without_a_take_profit_get_a_stop()
    {
        var step = Some.Next(Some.Protect(takeProfit: null), Some.View(100, orders: Some.Entry()));
        Assert.Equal(new NextStep.PlaceStop(new Shares(100), new Price(95)), step);
    }

    [Fact]
    public void A_fraction_beside_whole_shares_under_a_stop_gets_one_of_its_own() =>
        Assert.Equal(new NextStep.PlaceStop(new Shares(0.5m), new Price(95), Day: true), Some.Next(Some.Protect(100.5m), Some.View(100.5m, orders: Some.Stop(quantity: 100m))));

    [Fact]
    public void A_fraction_gets_a_stop_because_no_oco_takes_fractions()
    {
        var step = Some.Next(Some.Protect(0.5m), Some.View(0.5m, orders: Some.Entry(filled: 0.5m)));
        Assert.Equal(new NextStep.PlaceStop(new Shares(0.5m), new Price(95), Day: true), step);
    }

    [Fact]
    public void Only_what_is_bare_is_covered()
    {
        var oco = Some.TakeProfit("oco", quantity: 60, orderClass: OrderClass.Oco) with
        {
            Legs = [Some.Stop(status: OrderStatus.Held, quantity: 60, orderClass: OrderClass.Oco)],
        };
        var step = Some.Next(Some.Protect(), Some.View(100, orders: [Some.Entry(), oco]));
        Assert.Equal(new Shares(40), Assert.IsType<NextStep.PlaceOco>(step).Quantity);
    }

    [Fact]
    public void No_more_than_the_venue_calls_available_is_covered()
    {
        Assert.Equal(new Shares(30), Assert.IsType<NextStep.PlaceOco>(Some.Next(Some.Protect(), Some.View(100, available: 30))).Quantity);
        Assert.Equal(WaitFor.FreeShares, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), Some.View(100, available: 0, orders: Some.Entry()))).For);
    }

    [Fact]
    public void Executed_shares_of_an_open_entry_wait_a_while_for_its_end_then_get_an_oco()
    {
        var open = Some.Entry(OrderStatus.PartiallyFilled, 40, Some.TakeProfit(status: OrderStatus.Held), Some.Stop(status: OrderStatus.Held));
        var wanted = Some.Protect(40, entryEnded: false);
        Assert.Equal(WaitFor.EntryEnd, Assert.IsType<NextStep.Wait>(Some.Next(wanted, Some.View(40, orders: open), readings: 3)).For);
        Assert.Equal(new Shares(40), Assert.IsType<NextStep.PlaceOco>(Some.Next(wanted, Some.View(40, orders: open), readings: 4)).Quantity);
    }

    [Fact]
    public void A_canceled_partial_entry_gets_an_oco_at_once()
    {
        var ended = Some.Entry(OrderStatus.Canceled, 40, Some.TakeProfit(status: OrderStatus.Canceled), Some.Stop(status: OrderStatus.Canceled));
        Assert.Equal(new Shares(40), Assert.IsType<NextStep.PlaceOco>(Some.Next(Some.Protect(40), Some.View(40, orders: ended))).Quantity);
    }

    [Fact]
    public void An_oco_refused_twice_gives_way_to_a_plain_stop()
    {
        var step = Some.Next(Some.Protect(), Some.View(100, orders: Some.Entry()), new Progress { OcoRefusals = 2 });
        Assert.IsType<NextStep.PlaceStop>(step);
    }

    [Fact]
    public void Beside_an_open_entry_never_a_plain_stop_which_would_be_a_wash_trade()
    {
        var open = Some.Entry(OrderStatus.PartiallyFilled, 40);
        var step = Some.Next(Some.Protect(40, takeProfit: null, entryEnded: false), Some.View(40, orders: open), readings: 5);
        Assert.Equal(WaitFor.EntryEnd, Assert.IsType<NextStep.Wait>(step).For);
    }

    [Fact]
    public void A_stop_moves_up_by_replace_while_it_rests()
    {
        var step = Assert.IsType<NextStep.MoveStop>(Some.Next(Some.Protect(stop: 97), Some.View(100, orders: Some.LiveBracket())));
        Assert.Equal(("stop", new Price(97)), (step.Order.VenueOrderId, step.Stop));
    }

    [Fact]
    public void A_stop_never_moves_down()
    {
        var step = Some.Next(Some.Protect(stop: 90), Some.View(100, orders: Some.LiveBracket()));
        Assert.Equal(new Price(95), Assert.IsType<NextStep.Protected>(step).LowestStop);
    }

    [Fact]
    public void A_stop_the_venue_does_not_replace_now_stays_and_is_tried_later()
    {
        var step = Some.Next(Some.Protect(stop: 97, takeProfit: null), Some.View(100, orders: [Some.Entry(), Some.Stop(status: OrderStatus.Accepted)]));
        Assert.Equal(WaitFor.Replaceable, Assert.IsType<NextStep.Wait>(step).For);
    }

    [Theory]
    [InlineData(OrderStatus.PendingNew)]
    [InlineData(OrderStatus.PendingReplace)]
    [InlineData(OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.Unrecognized)]
    public void An_order_in_between_states_is_waited_for(OrderStatus status)
    {
        var step = Some.Next(Some.Protect(), Some.View(100, orders: [Some.Entry(), Some.Stop(status: status)]));
        Assert.Equal(WaitFor.PendingOrder, Assert.IsType<NextStep.Wait>(step).For);
    }

    [Fact]
    public void A_sell_without_a_stop_that_reserves_bare_shares_is_canceled()
    {
        var step = Assert.IsType<NextStep.Cancel>(Some.Next(Some.Protect(), Some.View(100, orders: [Some.Entry(), Some.TakeProfit(orderClass: OrderClass.Simple)])));
        Assert.Equal(("tp", CancelCause.BlocksProtection), (step.Order.VenueOrderId, step.Why));
    }

    [Fact]
    public void Of_two_stops_for_the_same_shares_one_goes_but_not_on_one_reading()
    {
        var view = Some.View(100, orders: [Some.Entry(), Some.Stop("one"), Some.Stop("two")]);
        Assert.Equal(WaitFor.SecondReading, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), view)).For);
        Assert.Equal(CancelCause.Excess, Assert.IsType<NextStep.Cancel>(Some.Next(Some.Protect(), view, readings: 3)).Why);
    }

    [Fact]
    public void A_stop_for_more_than_is_held_is_cut_to_size_by_replace()
    {
        var step = Some.Next(Some.Protect(70), Some.View(70, orders: [Some.Entry(), Some.Stop()]), readings: 3);
        Assert.Equal(new Shares(70), Assert.IsType<NextStep.Resize>(step).Quantity);
    }

    [Fact]
    public void A_replaced_take_profit_and_its_stop_stay_one_group()
    {
        var old = Some.TakeProfit() with { Status = OrderStatus.Replaced, ReplacedByVenueOrderId = "tp2" };
        var bracket = Some.Entry(legs: [old, Some.Stop(status: OrderStatus.Held, orderClass: OrderClass.Bracket)]);
        var view = Some.View(100, orders: [bracket, Some.TakeProfit("tp2", limit: 105) with { ReplacesVenueOrderId = "tp" }]);
        Assert.Single(view.Groups);
        Assert.IsType<NextStep.Protected>(Some.Next(Some.Protect(), view));
    }

    [Fact]
    public void What_replaced_an_order_is_read_before_anything_is_concluded()
    {
        var view = Some.View(100, orders: Some.Stop(status: OrderStatus.Replaced) with { ReplacedByVenueOrderId = "elsewhere" });
        Assert.Equal(["elsewhere"], view.Unread);
        Assert.Equal(WaitFor.SecondReading, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), view)).For);
    }

    [Fact]
    public void Nothing_is_sent_while_an_outcome_is_unknown_or_a_pause_lasts()
    {
        var bare = Some.View(100, orders: Some.Entry());
        Assert.Equal(WaitFor.UnknownOutcome, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), bare, new Progress { UnresolvedIntent = "id" })).For);
        var pause = new Progress { NotBefore = Some.Now.AddSeconds(1) };
        Assert.Equal(new NextStep.Wait(WaitFor.Retry, Some.Now.AddSeconds(1)), Some.Next(Some.Protect(), bare, pause));
    }
}
