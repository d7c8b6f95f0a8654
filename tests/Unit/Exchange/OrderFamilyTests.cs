using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class OrderFamilyTests
{
    private static readonly MatchingOptions AlwaysPartial = new() { PartialFillProbability = 1, MaxSlippageBasisPoints = 0m };

    [Fact]
    public void Holds_both_legs_until_the_entry_is_completely_filled()
    {
        var venue = new VenueUnderTest(AlwaysPartial);
        var entry = venue.Send(Bracket());

        Assert.Equal(OrderStatus.PartiallyFilled, entry.Status);
        Assert.Equal((OrderStatus.Held, OrderStatus.Held), (venue.TakeProfitOf(entry).Status, venue.StopOf(entry).Status));

        venue.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(OrderStatus.Filled, venue.Get(entry).Status);
        Assert.Equal((OrderStatus.New, OrderStatus.Held), (venue.TakeProfitOf(entry).Status, venue.StopOf(entry).Status));
    }

    [Fact]
    public void Sells_by_the_held_stop_and_cancels_the_take_profit()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());

        venue.Trade(94.90m);

        Assert.Equal((OrderStatus.Filled, OrderStatus.Canceled), (venue.StopOf(entry).Status, venue.TakeProfitOf(entry).Status));
        Assert.Equal(94.89m, venue.StopOf(entry).AverageFillPrice);
        Assert.Empty(venue.State.Ledger.Positions);
    }

    [Fact]
    public void Sells_by_the_take_profit_and_cancels_the_stop()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());

        venue.Trade(110.02m);

        Assert.Equal((OrderStatus.Canceled, OrderStatus.Filled), (venue.StopOf(entry).Status, venue.TakeProfitOf(entry).Status));
        Assert.Equal(0, venue.State.Orders.OpenCount);
    }

    [Fact]
    public void Cancelling_any_member_cancels_the_rest()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());

        venue.Cancel(venue.TakeProfitOf(entry));

        Assert.Equal(OrderStatus.Canceled, venue.StopOf(entry).Status);
        Assert.Equal(10m, venue.State.Ledger.QuantityOf("AAA"));
    }

    [Fact]
    public void Cancelling_a_partly_filled_entry_leaves_its_shares_without_legs()
    {
        var venue = new VenueUnderTest(AlwaysPartial);
        var entry = venue.Send(Bracket());

        venue.Cancel(entry);

        Assert.Equal(OrderStatus.Canceled, venue.Get(entry).Status);
        Assert.All(venue.State.Orders.LegsOf(entry.Id), leg => Assert.Equal(OrderStatus.Canceled, leg.Status));
        Assert.Equal(venue.Get(entry).FilledQuantity, venue.State.Ledger.QuantityOf("AAA"));
    }

    [Fact]
    public void A_partly_filled_take_profit_shrinks_the_stop()
    {
        var venue = new VenueUnderTest(AlwaysPartial);
        var entry = venue.Send(Bracket());
        venue.Pass(TimeSpan.FromSeconds(10));

        venue.Trade(110.02m);

        var (profit, stop) = (venue.TakeProfitOf(entry), venue.StopOf(entry));
        Assert.Equal(OrderStatus.PartiallyFilled, profit.Status);
        Assert.Equal(profit.Leaves, stop.Leaves);
        Assert.Equal(venue.State.Ledger.QuantityOf("AAA"), stop.Leaves);
    }

    [Fact]
    public void Legs_never_exceed_what_is_left_when_the_entry_completes()
    {
        var venue = new VenueUnderTest(AlwaysPartial);
        var entry = venue.Send(Bracket());
        var sold = entry.FilledQuantity;
        venue.Send(Order(Side.Sell, sold, time: TimeInForce.Fok));

        venue.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(OrderStatus.Filled, venue.Get(entry).Status);
        Assert.Equal((10m - sold, 10m - sold), (venue.TakeProfitOf(entry).Quantity, venue.StopOf(entry).Quantity));
    }

    [Fact]
    public void Members_of_one_family_reserve_the_same_shares_once()
    {
        var venue = new VenueUnderTest();
        venue.Send(Bracket());

        Assert.Equal(10m, Reservations.HeldShares(10m, venue.State.Orders.Open()));
    }

    [Fact]
    public void An_oco_is_its_take_profit_with_the_stop_as_leg()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));

        var profit = venue.Send(Oco());

        Assert.Equal((OrderType.Limit, 110m, OrderStatus.New), (profit.Type, profit.LimitPrice, profit.Status));
        Assert.Equal(OrderStatus.Held, venue.StopOf(profit).Status);
        venue.Trade(94m);
        Assert.Equal((OrderStatus.Canceled, OrderStatus.Filled), (venue.Get(profit).Status, venue.StopOf(profit).Status));
    }

    [Fact]
    public void An_oto_arms_its_only_leg_when_the_entry_fills()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket() with { Class = OrderClass.Oto, TakeProfitPrice = null, LimitPrice = 99m, StopLossPrice = 90m });
        Assert.Equal(OrderStatus.Held, venue.StopOf(entry).Status);

        venue.Trade(98.90m);

        Assert.Equal(OrderStatus.New, venue.StopOf(entry).Status);
    }

    [Fact]
    public void Moving_the_take_profit_to_the_market_sells_and_cancels_the_stop()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());

        var moved = venue.Replace(venue.TakeProfitOf(entry), new ReplaceRequest { LimitPrice = 99.50m, ClientOrderId = "exit" });

        Assert.Equal((OrderStatus.Filled, 99.99m), (moved.Status, moved.AverageFillPrice));
        Assert.Equal(OrderStatus.Canceled, venue.StopOf(entry).Status);
    }

    [Fact]
    public void A_moved_stop_stays_held_and_works_at_its_new_price()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());
        var old = venue.StopOf(entry);

        var moved = venue.Replace(old, new ReplaceRequest { StopPrice = 98m });

        Assert.Equal((OrderStatus.Replaced, OrderStatus.Held), (venue.Get(old).Status, moved.Status));
        Assert.Equal((moved.Id, old.Id), (venue.Get(old).ReplacedBy, moved.Replaces));
        venue.Trade(97.90m);
        Assert.Equal(OrderStatus.Filled, venue.Get(moved).Status);
        Assert.Equal(OrderStatus.Canceled, venue.TakeProfitOf(entry).Status);
    }

    [Fact]
    public void A_replaced_oco_parent_hands_its_stop_on()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var profit = venue.Send(Oco());

        var moved = venue.Replace(profit, new ReplaceRequest { LimitPrice = 120m });

        Assert.Equal(OrderStatus.Held, venue.StopOf(moved).Status);
        venue.Trade(94m);
        Assert.Equal((OrderStatus.Canceled, OrderStatus.Filled), (venue.Get(moved).Status, venue.StopOf(moved).Status));
    }

    [Fact]
    public void When_the_price_turns_after_a_part_of_the_target_the_stop_sells_the_rest()
    {
        var venue = new VenueUnderTest(AlwaysPartial);
        var entry = venue.Send(Bracket());
        venue.Pass(TimeSpan.FromSeconds(10));
        venue.Trade(110.02m);
        var sold = venue.TakeProfitOf(entry).FilledQuantity;

        venue.Trade(94m);
        venue.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal((OrderStatus.Canceled, sold), (venue.TakeProfitOf(entry).Status, venue.TakeProfitOf(entry).FilledQuantity));
        Assert.Equal((OrderStatus.Filled, 10m - sold), (venue.StopOf(entry).Status, venue.StopOf(entry).FilledQuantity));
        Assert.Empty(venue.State.Ledger.Positions);
    }

    [Fact]
    public void Cancelling_a_family_ends_a_replace_on_its_way()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());
        venue.Venue.Conduct.ReplaceDelay = TimeSpan.FromMinutes(1);
        var changed = venue.Replace(venue.StopOf(entry), new ReplaceRequest { StopPrice = 90m });

        venue.Cancel(venue.TakeProfitOf(entry));
        venue.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(OrderStatus.Rejected, venue.Get(changed).Status);
        Assert.Equal(0, venue.State.Orders.OpenCount);
    }
}
