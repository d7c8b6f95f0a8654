using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

public sealed class ClosedTradeTests
{
    private static readonly Position Closed = new()
    {
        Id = "position",
        CorrelationId = "signal",
        CausationId = "execution",
        VenueTime = Some.Now,
        MachineTime = Some.Now,
        Account = "demo",
        Symbol = Some.Symbol,
        Quantity = Shares.Zero,
        TradeId = "trade",
        Strategy = "momentum",
        BoughtQuantity = new Shares(30),
        BoughtNotional = new Money(3001.50m),
        SoldQuantity = new Shares(30),
        SoldNotional = new Money(3100.25m),
        OpenedAt = Some.Now.AddMinutes(-5),
        ClosedAt = Some.Now,
        ExitReason = ExitReason.TakeProfit,
    };

    [Fact]
    public void Profit_is_received_minus_paid_and_prices_are_means()
    {
        var trade = ClosedTrade.Of(Closed, Some.Exit(), Some.Now, Some.Now)!;
        Assert.Equal((new Shares(30), new Price(100.05m), new Money(98.75m)), (trade.Quantity, trade.EntryPrice, trade.Profit));
        // 3100.25 / 30
        Assert.Equal(103.3417m, decimal.Round(trade.ExitPrice.Value, 4));
    }

    [Fact]
    public void The_reason_is_the_one_that_was_wanted_else_the_ledgers()
    {
        Assert.Equal(ExitReason.Deceleration, ClosedTrade.Of(Closed, Some.Exit(), Some.Now, Some.Now)!.ExitReason);
        Assert.Equal(ExitReason.TakeProfit, ClosedTrade.Of(Closed, Some.Exit() with { Reason = null }, Some.Now, Some.Now)!.ExitReason);
    }

    [Fact]
    public void A_close_at_an_unknown_price_is_a_trade_that_says_so_and_earns_nothing()
    {
        var gone = Closed with
        {
            SoldQuantity = Shares.Zero,
            SoldNotional = Money.Zero,
            Adjustments = [new PositionAdjustment { Id = "a", Kind = AdjustmentKind.ClosedExternally, QuantityChange = -30, At = Some.Now }],
        };
        var trade = ClosedTrade.Of(gone, Some.Exit() with { Reason = null }, Some.Now, Some.Now)!;
        Assert.Equal((true, new Shares(30), new Price(100.05m), new Price(100.05m), Money.Zero), (trade.PriceUnknown, trade.Quantity, trade.EntryPrice, trade.ExitPrice, trade.Profit));
    }

    [Fact]
    public void A_part_that_went_at_an_unknown_price_marks_the_trade_and_the_rest_keeps_its_profit()
    {
        var part = Closed with
        {
            SoldQuantity = new Shares(20),
            SoldNotional = new Money(2100),
            Adjustments = [new PositionAdjustment { Id = "a", Kind = AdjustmentKind.ClosedExternally, QuantityChange = -10, At = Some.Now }],
        };
        var trade = ClosedTrade.Of(part, Some.Exit(), Some.Now, Some.Now)!;
        // 20 sold for 2100 that had cost 20 * 100.05.
        Assert.Equal((true, new Shares(30), new Money(99m)), (trade.PriceUnknown, trade.Quantity, trade.Profit));
    }

    [Fact]
    public void Where_no_price_is_known_at_all_nothing_is_invented() =>
        Assert.Null(ClosedTrade.Of(
            Closed with { BoughtNotional = Money.Zero, BoughtQuantity = Shares.Zero, SoldQuantity = Shares.Zero, SoldNotional = Money.Zero }, Some.Exit(), Some.Now, Some.Now));

    [Fact]
    public void A_trade_that_ended_while_a_part_was_to_stay_has_the_ledgers_reason() =>
        Assert.Equal(ExitReason.TakeProfit, ClosedTrade.Of(Closed, Some.Exit() with { Keep = new Shares(10) }, Some.Now, Some.Now)!.ExitReason);

    [Fact]
    public void Shares_that_left_without_a_price_bring_no_profit_and_no_loss()
    {
        var split = Closed with { SoldQuantity = new Shares(20), SoldNotional = new Money(2100) };
        // 20 sold for 2100 that had cost 20 * 100.05.
        Assert.Equal(new Money(99m), ClosedTrade.Of(split, Some.Exit(), Some.Now, Some.Now)!.Profit);
    }

    [Fact]
    public void Only_the_whole_round_trip_folded_is_closed()
    {
        Assert.True(ClosedTrade.IsClosed(Closed, "trade"));
        Assert.False(ClosedTrade.IsClosed(Closed, "another"));
        Assert.False(ClosedTrade.IsClosed(Closed with { Quantity = new Shares(1) }, "trade"));
        Assert.False(ClosedTrade.IsClosed(Closed with { ClosedAt = null }, "trade"));
    }

    [Fact]
    public void A_book_at_zero_is_not_closed_while_its_entry_can_still_execute()
    {
        var selling = Closed with { Orders = [Folded(OrderSide.Buy, ended: false), Folded(OrderSide.Sell, ended: false)] };
        Assert.False(ClosedTrade.IsClosed(selling, "trade"));
        Assert.True(ClosedTrade.IsClosed(selling with { Orders = [Folded(OrderSide.Buy, ended: true), Folded(OrderSide.Sell, ended: false)] }, "trade"));
        Assert.True(ClosedTrade.IsClosed(selling with { Orders = [Folded(OrderSide.Buy, ended: false) with { TradeId = "another" }] }, "trade"));
    }

    private static FoldedOrder Folded(OrderSide side, bool ended) => new()
    {
        VenueOrderId = $"{side}",
        ClientOrderId = $"{side}",
        Side = side,
        Role = side == OrderSide.Buy ? OrderRole.Entry : OrderRole.Exit,
        CumulativeQuantity = new Shares(30),
        CumulativeNotional = new Money(3001.50m),
        Ended = ended,
        TradeId = "trade",
    };
}
