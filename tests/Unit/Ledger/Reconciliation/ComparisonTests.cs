using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;
using static Pipeline.Tests.Unit.Ledger.Reconciliation.Readings;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger.Reconciliation;

public sealed class ComparisonTests
{
    [Fact]
    public void A_position_that_both_hold_and_a_stop_covers_is_no_finding() => Assert.Empty(Compare(Bought(), 10, Readings.Entry, Profit, Readings.Stop));

    [Fact]
    public void The_book_holds_what_the_venue_does_not() =>
        Assert.Equal([new Finding(FindingKind.Phantom, Acme, null, 10, 0)], Compare(Bought(), 0));

    [Fact]
    public void The_venue_holds_what_the_book_does_not() =>
        Assert.Equal([new Finding(FindingKind.Missing, Acme, null, 0, 7)], Compare(null, 7));

    [Fact]
    public void Both_hold_but_not_the_same() =>
        Assert.Equal([new Finding(FindingKind.ChangedQuantity, Acme, null, 10, 7)], Compare(Bought(), 7, Readings.Entry, Profit, Readings.Stop));

    [Fact]
    public void A_short_is_seen_whatever_the_book_holds()
    {
        Assert.Equal([new Finding(FindingKind.ShortPosition, Acme, null, 0, -5)], Compare(null, -5));
        Assert.Equal([new Finding(FindingKind.ShortPosition, Acme, null, 10, -5), new Finding(FindingKind.Phantom, Acme, null, 10, 0)], Compare(Bought(), -5));
    }

    [Fact]
    public void A_stop_without_a_position_is_an_orphan()
    {
        var stop = Readings.Stop with { Status = OrderStatus.New };

        Assert.Equal([new Finding(FindingKind.StopWithoutPosition, Acme, "stop", 0, 10)], Compare(Empty, 0, Readings.Entry, stop));
    }

    [Fact]
    public void Another_sell_without_a_position_is_an_orphan_too() =>
        Assert.Equal([new Finding(FindingKind.OrphanSell, Acme, "profit", 0, 10)], Compare(Empty, 0, Readings.Entry, Profit));

    [Fact]
    public void Legs_behind_an_entry_that_works_wait_for_their_shares()
    {
        var entry = Readings.Entry with { Status = OrderStatus.New, FilledQuantity = default };

        Assert.Empty(Compare(Empty, 0, entry, Profit with { Status = OrderStatus.Held }, Readings.Stop));
    }

    [Fact]
    public void The_legs_of_an_order_count_with_it() =>
        Assert.Equal(
            [new Finding(FindingKind.OrphanSell, Acme, "oco", 0, 10)],
            Compare(Empty, 0, Profit with { VenueOrderId = "oco", ParentVenueOrderId = null }, Readings.Stop with { ParentVenueOrderId = "oco" }));

    [Fact]
    public void A_buy_with_our_name_that_no_intent_explains_is_an_orphan()
    {
        var buy = Readings.Entry with { Status = OrderStatus.New, FilledQuantity = default };

        Assert.Equal([new Finding(FindingKind.OrphanBuy, Acme, "entry", 0, 10)], Compare(null, 0, _ => Venue.Entry with { TradeId = null }, [], [buy]));
        Assert.Empty(Compare(null, 0, buy));
    }

    [Fact]
    public void An_open_order_that_others_sent_is_told_whatever_is_held()
    {
        var foreign = Profit with { ParentVenueOrderId = null };

        Assert.Contains(new Finding(FindingKind.ForeignOrder, Acme, "profit", 0, 10), Compare(null, 0, _ => OrderOrigin.Foreign, [], [foreign]));
        Assert.Contains(new Finding(FindingKind.ForeignOrder, Acme, "profit", 10, 10), Compare(Bought(), 10, _ => OrderOrigin.Foreign, [], [foreign]));
    }

    [Fact]
    public void A_position_that_no_stop_covers_is_found_unless_it_is_being_left()
    {
        Assert.Equal([new Finding(FindingKind.PositionWithoutStop, Acme, null, 10, 0)], Compare(Bought(), 10, Readings.Entry, Profit));
        Assert.Empty(Compare(Bought() with { ExitReason = ExitReason.TimeLimit }, 10, Readings.Entry, Profit));
    }

    [Fact]
    public void Outside_a_session_a_part_of_a_share_has_no_stop() =>
        Assert.Empty(Compare(Bought(2.5m), 2.5m, OriginOf, [], [], trades: false));

    [Fact]
    public void Two_stops_for_the_same_shares_are_found()
    {
        var second = Order("stop-2", OrderSide.Sell, 10, type: OrderType.Stop, stop: 98, orderClass: OrderClass.Simple);

        Assert.Equal([new Finding(FindingKind.DoubledStop, Acme, null, 10, 20)], Compare(Bought(), 10, Readings.Entry, Profit, Readings.Stop, second));
    }

    [Fact]
    public void A_stop_and_what_replaces_it_are_one()
    {
        var moved = Order("stop-2", OrderSide.Sell, 10, type: OrderType.Stop, stop: 99) with { ReplacesVenueOrderId = "stop", ParentVenueOrderId = "entry" };

        Assert.Empty(Compare(Bought(), 10, Readings.Entry, Profit, Readings.Stop with { Status = OrderStatus.PendingReplace }, moved));
    }

    [Fact]
    public void An_order_that_the_venue_does_not_know_any_more_is_found() =>
        Assert.Contains(new Finding(FindingKind.LostOrder, Acme, "profit", 10, 0), Compare(Bought(), 10, OriginOf, [Profit], [Readings.Entry, Profit, Readings.Stop]));
}
