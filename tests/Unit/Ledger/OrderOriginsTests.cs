using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Intents;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class OrderOriginsTests
{
    [Fact]
    public void Knows_an_entry_by_its_client_order_id_and_its_legs_by_their_parent()
    {
        var origins = new OrderOrigins();
        origins.Hear(Intent());
        var stop = Order("stop", OrderSide.Sell, 10, status: OrderStatus.Held, type: OrderType.Stop, stop: 98);
        var profit = Order("profit", OrderSide.Sell, 10);
        var entry = Order("entry", OrderSide.Buy, 10, client: "pl-x-entry-0") with { Legs = [profit, stop] };

        origins.Hear(entry);

        Assert.Equal(Entry, origins.Of(entry));
        Assert.Equal(new OrderOrigin(OrderRole.Stop, "trade-1"), origins.Of(stop));
        Assert.Equal(new OrderOrigin(OrderRole.TakeProfit, "trade-1"), origins.Of(profit));
    }

    [Fact]
    public void Knows_a_replacement_by_what_it_replaces()
    {
        var origins = new OrderOrigins();
        origins.Hear(Intent());
        origins.Hear(Order("entry", OrderSide.Buy, 10, client: "pl-x-entry-0") with { Legs = [Order("stop", OrderSide.Sell, 10, type: OrderType.Stop, stop: 98)] });
        var moved = Order("stop-2", OrderSide.Sell, 10, type: OrderType.Stop, stop: 99) with { ReplacesVenueOrderId = "stop" };

        origins.Hear(moved);

        Assert.Equal(new OrderOrigin(OrderRole.Stop, "trade-1"), origins.Of(moved));
        Assert.Equal("entry", origins.Orders["stop-2"].ParentVenueOrderId);
    }

    [Theory]
    [InlineData("exit_market", OrderType.Market, OrderClass.Simple, OrderRole.Exit)]
    [InlineData("exit_limit", OrderType.Limit, OrderClass.Simple, OrderRole.Exit)]
    [InlineData("protect", OrderType.Limit, OrderClass.Oco, OrderRole.TakeProfit)]
    [InlineData("protect", OrderType.Stop, OrderClass.Simple, OrderRole.Stop)]
    [InlineData("emergency_stop", OrderType.Stop, OrderClass.Simple, OrderRole.Stop)]
    public void Knows_an_order_of_the_seller_by_its_purpose(string purpose, OrderType type, OrderClass orderClass, OrderRole role)
    {
        var origins = new OrderOrigins();
        origins.Hear(new OrderIntent
        {
            Id = "i",
            CorrelationId = "s",
            CausationId = "s",
            VenueTime = Noon,
            MachineTime = Noon,
            Account = "demo",
            Symbol = Acme,
            TradeId = "trade-1",
            Epoch = 1,
            Action = OrderAction.Place,
            Purpose = purpose,
            ClientOrderId = "pl-x-out-0",
        });

        Assert.Equal(new OrderOrigin(role, "trade-1"), origins.Of(Order("o", OrderSide.Sell, 10, type: type, client: "pl-x-out-0", orderClass: orderClass)));
    }

    [Fact]
    public void Calls_an_order_foreign_that_nobody_here_sent() =>
        Assert.Equal(OrderRole.Foreign, new OrderOrigins().Of(Order("o", OrderSide.Sell, 10)).Role);

    [Fact]
    public void Keeps_a_leg_s_parent_when_the_stream_does_not_repeat_it()
    {
        var origins = new OrderOrigins();
        origins.Hear(Order("entry", OrderSide.Buy, 10) with { Legs = [Order("stop", OrderSide.Sell, 10, type: OrderType.Stop, status: OrderStatus.Held)] });

        origins.Hear(Order("stop", OrderSide.Sell, 10, type: OrderType.Stop, status: OrderStatus.New));

        Assert.Equal("entry", origins.Orders["stop"].ParentVenueOrderId);
        Assert.Equal(OrderStatus.New, origins.Orders["stop"].Status);
    }

    [Fact]
    public void An_entry_is_pending_until_it_is_refused_or_its_order_has_ended()
    {
        var (refused, ended) = (new OrderOrigins(), new OrderOrigins());
        refused.Hear(Intent());
        ended.Hear(Intent());
        ended.Hear(Order("entry", OrderSide.Buy, 10, client: "pl-x-entry-0"));

        Assert.Single(refused.PendingEntries());
        Assert.Single(ended.PendingEntries());

        refused.Hear(new OrderAnswer
        {
            Id = "a",
            CorrelationId = "s",
            CausationId = "s",
            VenueTime = Noon,
            MachineTime = Noon,
            Account = "demo",
            Owner = "buyer",
            Symbol = Acme,
            IntentId = "trade-1",
            Action = OrderAction.Place,
            Outcome = AnswerOutcome.Refused,
        });
        ended.Hear(Order("entry", OrderSide.Buy, 10, client: "pl-x-entry-0", status: OrderStatus.Canceled));

        Assert.Empty(refused.PendingEntries());
        Assert.Empty(ended.PendingEntries());
    }

    [Fact]
    public void Says_whether_anything_new_was_told()
    {
        var origins = new OrderOrigins();

        Assert.True(origins.Hear(Order("o", OrderSide.Buy, 10)));
        Assert.False(origins.Hear(Order("o", OrderSide.Buy, 10)));
        Assert.True(origins.Hear(Order("o", OrderSide.Buy, 10, filled: 3, average: 5, status: OrderStatus.PartiallyFilled)));
    }

    [Fact]
    public void Forgets_ended_orders_but_none_that_an_open_one_descends_from()
    {
        var origins = new OrderOrigins();
        origins.Hear(Intent());
        var profit = Order("profit", OrderSide.Sell, 10);
        var stop = Order("stop", OrderSide.Sell, 10, status: OrderStatus.Replaced, type: OrderType.Stop, stop: 98);
        origins.Hear(Order("entry", OrderSide.Buy, 10, 10, 100, OrderStatus.Filled, client: "pl-x-entry-0") with { Legs = [profit, stop] });
        origins.Hear(Order("stop-2", OrderSide.Sell, 10, type: OrderType.Stop, stop: 99) with { ReplacesVenueOrderId = "stop" });
        origins.Hear(Order("old", OrderSide.Sell, 10, status: OrderStatus.Canceled));

        origins.ForgetEndedBefore(Noon.AddDays(4), needed: []);

        Assert.Equal(["entry", "profit", "stop", "stop-2"], origins.Orders.Keys.Order());
        Assert.Equal(new OrderOrigin(OrderRole.Stop, "trade-1"), origins.Of(origins.Orders["stop-2"]));
    }

    [Fact]
    public void Forgets_the_requests_of_forgotten_orders_and_none_younger()
    {
        var origins = new OrderOrigins();
        origins.Hear(Intent());
        origins.Hear(Order("entry", OrderSide.Buy, 10, status: OrderStatus.Canceled, client: "pl-x-entry-0"));
        origins.Hear(Intent() with { Id = "trade-2", ClientOrderId = "pl-x-entry-2", VenueTime = Noon.AddDays(4) });

        origins.ForgetEndedBefore(Noon.AddDays(4), needed: []);

        Assert.Equal("trade-2", origins.PendingEntries().Single().Id);
        Assert.Null(origins.Of(Order("late", OrderSide.Buy, 10, client: "pl-x-entry-0")).TradeId);
        Assert.Equal("trade-2", origins.Of(Order("entry-2", OrderSide.Buy, 10, client: "pl-x-entry-2")).TradeId);
    }

    [Fact]
    public void An_order_that_the_venue_does_not_know_is_lost_until_it_is_heard_of_again()
    {
        var origins = new OrderOrigins();
        var stop = Order("stop", OrderSide.Sell, 10, type: OrderType.Stop, stop: 98, client: "pl-x-stop-0");
        origins.Hear(stop);

        Assert.True(origins.AnySells(Acme));
        Assert.Equal((true, false), (origins.Lose("stop"), origins.Lose("stop")));
        Assert.Equal((true, false), (origins.IsLost("stop"), origins.AnySells(Acme)));

        origins.Hear(stop);
        Assert.Equal((false, true), (origins.IsLost("stop"), origins.AnySells(Acme)));
    }

    [Fact]
    public void Keeps_the_orders_of_a_round_trip_under_way()
    {
        var origins = new OrderOrigins();
        origins.Hear(Order("entry", OrderSide.Buy, 10, 10, 100, OrderStatus.Filled));

        origins.ForgetEndedBefore(Noon.AddDays(4), needed: ["entry"]);
        Assert.Single(origins.Orders);

        origins.ForgetEndedBefore(Noon.AddDays(4), needed: []);
        Assert.Empty(origins.Orders);
    }

    [Fact]
    public void The_end_of_a_stop_is_expected_when_its_family_was_aimed_at_or_ends_with_its_entry()
    {
        var stop = Order("stop", OrderSide.Sell, 10, status: OrderStatus.Canceled, type: OrderType.Stop, stop: 98);
        VenueOrder Entry(OrderStatus status, OrderStatus profit) =>
            Order("entry", OrderSide.Buy, 10, 10, 100, status) with { Legs = [Order("profit", OrderSide.Sell, 10, status: profit), stop] };

        Assert.False(Heard(Entry(OrderStatus.Filled, OrderStatus.Canceled)).IsEndExpected(stop));
        Assert.True(Heard(Entry(OrderStatus.Canceled, OrderStatus.Canceled)).IsEndExpected(stop));
        Assert.True(Heard(Entry(OrderStatus.Filled, OrderStatus.Filled)).IsEndExpected(stop));
        var aimed = Heard(Entry(OrderStatus.Filled, OrderStatus.Canceled));
        aimed.Hear(new OrderIntent
        {
            Id = "i",
            CorrelationId = "s",
            CausationId = "s",
            VenueTime = Noon,
            MachineTime = Noon,
            Account = "demo",
            Symbol = Acme,
            TradeId = "trade-1",
            Epoch = 1,
            Action = OrderAction.Cancel,
            Purpose = "exit_cancel",
            TargetVenueOrderId = "profit",
        });
        Assert.True(aimed.IsEndExpected(stop));
    }

    private static OrderOrigins Heard(VenueOrder order)
    {
        var origins = new OrderOrigins();
        origins.Hear(order);
        return origins;
    }

    [Fact]
    public void A_request_is_in_flight_until_its_order_is_heard_of()
    {
        var origins = new OrderOrigins();
        origins.Hear(Intent());

        Assert.Equal([Acme], origins.InFlight(Noon.AddMinutes(-1)));
        Assert.Empty(origins.InFlight(Noon.AddMinutes(1)));

        origins.Hear(Order("entry", OrderSide.Buy, 10, client: "pl-x-entry-0"));
        Assert.Empty(origins.InFlight(Noon.AddMinutes(-1)));
    }

    [Fact]
    public void A_position_began_when_the_first_of_its_known_entries_was_decided()
    {
        var origins = new OrderOrigins();
        var position = PositionFold.Empty("demo", Acme) with { OpenedAt = Noon.AddSeconds(5), Orders = [Folded("pl-x-entry-0", OrderRole.Entry), Folded("pl-x-exit-0", OrderRole.Exit)] };
        Assert.Null(origins.DecidedAt(position));

        origins.Hear(Intent());
        Assert.Equal(Noon, origins.DecidedAt(position));
        Assert.Null(origins.DecidedAt(position with { Orders = [Folded("by-hand", OrderRole.Entry)] }));
    }
}
