using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Orchestrator.Chaos.Checking;
using static Pipeline.Tests.Unit.Chaos.SoundRun;

namespace Pipeline.Tests.Unit.Chaos;

/// <summary>A rule that cannot fail is worth nothing: each is broken here by a log that breaks it and nothing else.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void A_run_in_which_nothing_is_wrong_passes()
    {
        var (verdict, findings) = Verdict.Of(Whole, 7, 3, 2, 1);

        Assert.Empty(findings);
        Assert.Equal(("pass", 7ul, 3, 2, 1), (verdict.Word, verdict.Seed, verdict.Kills, verdict.Faults, verdict.Redeliveries));
        Assert.Equal((3, 2, 1, 0L), (verdict.Orders, verdict.Executions, verdict.Trades, verdict.MaxUnprotectedMs));
    }

    [Fact]
    public void Its_json_has_the_fields_that_scripts_rely_on()
    {
        var json = JsonSerializer.Serialize(Verdict.Of(Whole, 7, 3, 2, 1).Verdict, VerdictJson.Default.Verdict);

        Assert.Equal(
            ["seed", "kills", "faults", "orders", "executions", "duplicates", "oversells", "overspends", "maxUnprotectedMs", "venueUnprotectedMs", "positionsLost", "positionsInvented", "unknownOrders", "ledgerMismatches", "missingEvents", "verdict"],
            JsonNode.Parse(json)!.AsObject().Select(field => field.Key).Take(16));
    }

    [Fact]
    public void A_signal_entered_by_two_orders_is_a_duplicate()
    {
        var second = Line("ENTRIES", "entry.demo.i2", new { id = "i2", signalId = Signal, symbol = "ABCD", clientOrderId = "client-e2" });
        var answer = Line("ORDERS", "order.answer.buyer.i2", new { intentId = "i2", action = "place", outcome = "accepted" });

        Assert.Equal([Figure.Duplicates], Broken(Of(Log.Order(40, "new", "e2").Order(41, "canceled", "e2"), [.. Stored(), second, answer])));
        Assert.Empty(Broken(Of(Log.Order(40, "rejected", "e2"), [.. Stored(), second, answer])));
    }

    [Fact]
    public void A_second_entry_in_a_symbol_that_is_held_is_a_duplicate()
    {
        var log = new VenueLogText().Bracket(10).Order(15, "new", "e2").Order(16, "canceled", "e2").Target(30);
        var stored = Stored().Append(Line("ENTRIES", "entry.demo.i2", new { id = "i2", signalId = "another", symbol = "ABCD", clientOrderId = "client-e2" }))
            .Append(Line("ORDERS", "order.answer.buyer.i2", new { intentId = "i2", action = "place", outcome = "accepted" }));

        Assert.Equal([Figure.Duplicates], Broken(Of(log, stored)));
    }

    [Fact]
    public void Two_stops_for_the_same_shares_are_a_duplicate_but_not_a_stop_and_what_replaces_it()
    {
        VenueLogText Second(string? replaces) => new VenueLogText().Bracket(10)
            .Order(12, "pending_replace", "e1-stop", "sell", "stop", role: "stop_loss", parent: "e1", underlying: "held")
            .Order(12, "pending_new", "s2", "sell", "stop", replaces is null ? "simple" : "bracket", role: "stop_loss", parent: replaces is null ? null : "e1", replaces: replaces)
            .Order(13, "canceled", "s2", "sell", "stop", role: "stop_loss", parent: replaces is null ? null : "e1")
            .Order(13, "held", "e1-stop", "sell", "stop", role: "stop_loss", parent: "e1").Target(30);
        var stored = Stored().Append(Line("ORDERS", "order.intent.seller.s", new { id = "s", symbol = "ABCD", action = "replace", clientOrderId = "client-s2" }))
            .Append(Line("ORDERS", "order.answer.seller.s", new { intentId = "s", action = "replace", outcome = "accepted" })).ToList();

        Assert.Equal([Figure.Duplicates], Broken(Of(Second(null), stored)));
        Assert.Empty(Broken(Of(Second("e1-stop"), stored)));
    }

    [Fact]
    public void A_sale_of_more_than_is_held_is_an_oversell()
    {
        var log = Log.Order(35, "new", "x", "sell", "market", "simple").Fill(36, "x", 99, "sell", "market", "simple");

        Assert.Contains(Figure.Oversells, Broken(Of(log)));
    }

    [Theory]
    [InlineData(1, 20_000, 2_000)]
    [InlineData(5, 1_500, 2_000)]
    [InlineData(5, 20_000, 900)]
    public void Buying_beyond_a_limit_is_an_overspend(int positions, int exposure, int notional)
    {
        var log = new VenueLogText().Bracket(10).Order(12, "new", "e2", symbol: "EFGH").Order(13, "canceled", "e2", symbol: "EFGH").Target(30);
        var stored = Stored().Append(Line("ENTRIES", "entry.demo.i2", new { id = "i2", signalId = "another", symbol = "EFGH", clientOrderId = "client-e2" }))
            .Append(Line("ORDERS", "order.answer.buyer.i2", new { intentId = "i2", action = "place", outcome = "accepted" })).ToList();

        Assert.Empty(Broken(Of(log, stored)));
        Assert.Equal([Figure.Overspends], Broken(Of(log, stored) with { Limits = new SpendingLimits(positions, exposure, notional) }));
    }

    [Fact]
    public void Buying_with_cash_that_is_not_there_is_an_overspend()
    {
        var log = Log.Order(40, "new", "e2", quantity: 2_000).Order(41, "canceled", "e2", quantity: 2_000);
        var stored = Stored().Append(Line("ENTRIES", "entry.demo.i2", new { id = "i2", signalId = "another", symbol = "ABCD", clientOrderId = "client-e2" }))
            .Append(Line("ORDERS", "order.answer.buyer.i2", new { intentId = "i2", action = "place", outcome = "accepted" }));

        Assert.Equal([Figure.Overspends], Broken(Of(log, stored) with { Limits = new SpendingLimits() }));
    }

    [Theory]
    [InlineData("10", Figure.PositionsInvented)]
    [InlineData("-1", Figure.PositionsLost)]
    public void A_book_that_differs_from_the_venue_at_the_end_is_told_by_its_direction(string booked, Figure figure) =>
        Assert.Equal([figure], Broken(Of(Log, Stored().Append(Line("LEDGER", "position.demo.ABCD", new { symbol = "ABCD", quantity = booked }, 3)))));

    [Fact]
    public void A_position_that_the_book_has_never_heard_of_is_lost()
    {
        var broken = Broken(Of(Log.Bracket(40, "e2", "EFGH"))).ToList();

        Assert.Contains(Figure.PositionsLost, broken);
        Assert.Contains(Figure.UnknownOrders, broken);
    }

    [Fact]
    public void An_order_without_intent_or_an_intent_without_end_is_unknown()
    {
        Assert.Equal([Figure.UnknownOrders], Broken(Of(Log.Order(40, "new", "stranger", symbol: "EFGH").Order(41, "canceled", "stranger", symbol: "EFGH"))));
        Assert.Equal([Figure.UnknownOrders], Broken(Of(Log, Without("order.answer"))));
        Assert.Equal([Figure.UnknownOrders], Broken(Of(Log, Stored().Append(Line("ORDERS", "order.answer.buyer.i1", new { intentId = "i1", action = "place", outcome = "unknown" }, 9)))));
        Assert.Equal([Figure.UnknownOrders], Broken(Of(Log, Stored().Append(Line("ORDERS", "order.answer.buyer.i1", new { intentId = "i1", action = "place", outcome = "abandoned" }, 9)))));
    }

    [Fact]
    public void A_stop_that_works_at_the_end_without_shares_is_unknown() =>
        Assert.Contains(Figure.UnknownOrders, Broken(Of(Log.Order(50, "new", "s", "sell", "stop", "simple"))));

    [Fact]
    public void A_trade_must_say_what_the_cash_says_once()
    {
        Assert.Equal([Figure.LedgerMismatches], Broken(Of(Log, [.. Without("trade."), Trade("19.99")])));
        Assert.Equal([Figure.LedgerMismatches], Broken(Of(Log, Stored().Append(Trade("20")))));
        Assert.Contains(Figure.LedgerMismatches, Broken(Of(Log, Stored().Append(Trade("5", "i9")))));
        Assert.Contains(Figure.LedgerMismatches, Broken(Of(Log, Without("trade."))));
    }

    [Theory]
    [InlineData("event.scanner.signal_found")]
    [InlineData("event.buyer.entry_decided")]
    [InlineData("event.buyer.entry_intended")]
    [InlineData("event.buyer.entry_answered")]
    [InlineData("event.monitor.execution_recorded")]
    [InlineData("event.monitor.position_opened")]
    [InlineData("event.monitor.exit_decided")]
    [InlineData("event.seller.flat_proven")]
    [InlineData("event.seller.trade_recorded")]
    [InlineData("cooldown.")]
    public void Each_chapter_of_a_trades_story_is_missed(string subject) => Assert.Equal([Figure.MissingEvents], Broken(Of(Log, Without(subject))));

    [Fact]
    public void A_signal_that_nobody_answered_is_missed() =>
        Assert.Equal([Figure.MissingEvents], Broken(Of(Log, Stored().Append(Line("SIGNALS", "signal.buy.momentum.EFGH", new { id = "momentum-EFGH-1", symbol = "EFGH" })))));
}
