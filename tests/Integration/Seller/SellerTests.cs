using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Seller;

public sealed class SellerTests(SellerRig rig) : IClassFixture<SellerRig>
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task A_bracket_that_covers_the_position_is_verified_and_nothing_is_sent()
    {
        var holding = await rig.BuyAsync();
        await rig.ProtectAsync(holding, 1);
        await rig.SettledAsync();
        Assert.Empty(await rig.IntentsAsync(holding.Symbol));
        Assert.Equal(2, (await rig.SellsAsync(holding.Symbol)).Count);
    }

    [Fact]
    public async Task A_trailing_stop_moves_by_replace_and_the_old_one_becomes_replaced()
    {
        var holding = await rig.BuyAsync();
        await rig.ProtectAsync(holding, 1);
        var higher = holding.Stop.Moved(0.05m).FlooredToTick();
        await rig.ProtectAsync(holding, 2, higher);
        await rig.SettledAsync();
        var stops = (await rig.SellsAsync(holding.Symbol)).Where(order => order.Type == OrderType.Stop).ToList();
        var moved = Assert.Single(stops, stop => !stop.IsTerminal);
        var first = await rig.FirstStopAsync(holding);
        Assert.Equal((higher, first.VenueOrderId), (moved.StopPrice, moved.ReplacesVenueOrderId));
        Assert.Equal((OrderStatus.Replaced, moved.VenueOrderId), (first.Status, first.ReplacedByVenueOrderId));
        Assert.Equal(OrderAction.Replace, Assert.Single(await rig.IntentsAsync(holding.Symbol)).Action);
        Assert.Equal(AnswerOutcome.Accepted, Assert.Single(await rig.AnswersAsync(holding.Symbol)).Outcome);
    }

    [Fact]
    public async Task An_exit_goes_out_through_the_take_profit_leg_and_is_recorded_once_with_its_cooldown()
    {
        var holding = await rig.BuyAsync();
        await rig.ExitAsync(holding, 1, ExitReason.Deceleration, Soon);
        var trade = await rig.ClosedAsync(holding);
        await rig.SettledAsync();

        var intents = await rig.IntentsAsync(holding.Symbol);
        Assert.All(intents, intent => Assert.Equal((OrderAction.Replace, "exit_limit"), (intent.Action, intent.Purpose)));
        Assert.Contains(intents, intent => holding.Legs.Any(leg => leg.Type == OrderType.Limit && leg.VenueOrderId == intent.TargetVenueOrderId));
        Assert.Equal((ExitReason.Deceleration, holding.Quantity, holding.SignalId), (trade.ExitReason, trade.Quantity, trade.SignalId));
        Assert.Equal(((trade.ExitPrice * trade.Quantity) - (trade.EntryPrice * trade.Quantity)).RoundedToCents(), trade.Profit.RoundedToCents());
        var cooldown = await rig.LastAsync<Cooldown>(Streams.Ledger, Subjects.Cooldown(holding.Symbol));
        Assert.Equal(holding.TradeId, cooldown!.TradeId);
        Assert.InRange(cooldown.Until - trade.VenueTime, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(20));
        Assert.Single(await rig.AllAsync<Trade>(Streams.Ledger, "trade.", one => one.Symbol == holding.Symbol));
        foreach (var type in new[] { "exit_wanted", "exit_sent", "exit_answered", "flat_proven", "trade_recorded", "cooldown_set" })
            await Eventually.Value(type, () => EventAsync(type, holding), SellerRig.Patience);
    }

    [Fact]
    public async Task A_late_epoch_of_an_exit_whose_trade_is_recorded_is_settled_too()
    {
        var holding = await rig.BuyAsync();
        await rig.ExitAsync(holding, 1, ExitReason.ForceExit, Soon);
        await rig.ClosedAsync(holding);
        await rig.SettledAsync();

        // The monitor says the exit of a closed position again when its quantity has changed; it may come after all is done.
        await rig.ExitAsync(holding, 2, ExitReason.ForceExit, Soon);
        await rig.SettledAsync();

        Assert.Single(await rig.AllAsync<Trade>(Streams.Ledger, "trade.", one => one.Symbol == holding.Symbol));
    }

    [Fact]
    public async Task Past_its_deadline_an_exit_cancels_everything_and_sells_at_market()
    {
        var holding = await rig.BuyAsync();
        await rig.ExitAsync(holding, 1, ExitReason.TimeLimit, TimeSpan.Zero);
        var trade = await rig.ClosedAsync(holding);
        var intents = await rig.IntentsAsync(holding.Symbol);
        Assert.Equal([OrderAction.Cancel, OrderAction.Place], intents.Select(intent => intent.Action));
        Assert.Equal("exit_market", intents[^1].Purpose);
        Assert.Equal(ExitReason.TimeLimit, trade.ExitReason);
        Assert.All(await rig.SellsAsync(holding.Symbol), order => Assert.True(order.IsTerminal));
    }

    [Fact]
    public async Task Past_its_deadline_an_exit_needs_no_quote()
    {
        var holding = await rig.BuyAsync();
        await rig.FaultAsync(new { kind = "error-before-booking", method = "GET", path = "/v2/stocks/*", status = 503, count = 1_000_000 });
        await rig.ExitAsync(holding, 1, ExitReason.TimeLimit, TimeSpan.Zero);
        try
        {
            await rig.ClosedAsync(holding);
        }
        finally
        {
            await rig.FaultAsync(new { kind = "clear" });
        }

        Assert.Equal(["exit_cancel", "exit_market"], (await rig.IntentsAsync(holding.Symbol)).Select(intent => intent.Purpose));
    }

    [Fact]
    public async Task The_executed_part_of_a_canceled_entry_gets_an_oco()
    {
        await rig.FaultAsync(new { kind = "partial-fill", count = 1, remainder_after_seconds = 100_000 });
        var holding = await rig.SendBracketAsync(10);
        var part = await rig.Venue.OrderWhen(holding.EntryVenueOrderId, "a partial fill", order => !order.FilledQuantity.IsZero);
        await rig.FaultAsync(new { kind = "clear" });
        await rig.Venue.Buys.CancelBuyAsync(holding.EntryVenueOrderId, CancellationToken.None);
        part = await rig.Venue.OrderWhen(holding.EntryVenueOrderId, "the entry to end", order => order.IsTerminal);
        Assert.InRange(part.FilledQuantity.Value, 1, 9);
        await rig.ProtectAsync(holding, 1, quantity: part.FilledQuantity);
        await rig.SettledAsync();
        var working = (await rig.SellsAsync(holding.Symbol)).Where(order => !order.IsTerminal).ToList();
        Assert.Equal(2, working.Count);
        Assert.All(working, order => Assert.Equal((OrderClass.Oco, part.FilledQuantity), (order.Class, order.Quantity)));
    }

    [Fact]
    public async Task A_request_whose_answer_was_lost_is_looked_up_not_repeated()
    {
        var holding = await rig.BuyAsync();
        await rig.FaultAsync(new { kind = "drop-after-booking", count = 1, method = "PATCH" });
        await rig.ProtectAsync(holding, 1, holding.Stop.Moved(0.03m).FlooredToTick());
        await rig.SettledAsync();
        Assert.Single(await rig.IntentsAsync(holding.Symbol));
        Assert.Equal([AnswerOutcome.Unknown, AnswerOutcome.Accepted], (await rig.AnswersAsync(holding.Symbol)).Select(answer => answer.Outcome));
        var moved = Assert.Single(await rig.SellsAsync(holding.Symbol), order => order.Type == OrderType.Stop && !order.IsTerminal);
        Assert.Equal(moved.VenueOrderId, (await rig.FirstStopAsync(holding)).ReplacedByVenueOrderId);
    }

    [Fact]
    public async Task A_rate_limit_on_the_second_request_says_nothing_of_the_first()
    {
        var holding = await rig.BuyAsync();
        await rig.FaultAsync(new { kind = "drop-before-booking", count = 1, method = "PATCH" });
        await rig.FaultAsync(new { kind = "rate-limit", count = 2, method = "PATCH" });
        await rig.ProtectAsync(holding, 1, holding.Stop.Moved(0.03m).FlooredToTick());
        await rig.SettledAsync();
        Assert.Single(await rig.IntentsAsync(holding.Symbol));
        Assert.Equal([AnswerOutcome.Unknown, AnswerOutcome.Accepted], (await rig.AnswersAsync(holding.Symbol)).Select(answer => answer.Outcome));
    }

    [Fact]
    public async Task A_stop_that_filled_at_the_venue_becomes_one_trade_with_its_reason()
    {
        // The market decides whose stop fills: of eight, one does soon.
        var holdings = new List<Holding>();
        for (var i = 0; i < 8; i++)
        {
            holdings.Add(await rig.BuyAsync(stopAway: 0.0015m));
            await rig.ProtectAsync(holdings[^1], 1);
        }

        var holding = await Eventually.Value("a stop to fill", async () =>
        {
            var held = (await rig.Venue.Reader.GetPositionsAsync(CancellationToken.None)).Select(position => position.Symbol).ToHashSet();
            return holdings.Find(one => !held.Contains(one.Symbol));
        }, SellerRig.Patience);
        await rig.FoldAsync(holding);
        await rig.ExitAsync(holding, 2, ExitReason.VenueStop, TimeSpan.Zero, Shares.Zero);
        var trade = await rig.TradeAsync(holding);
        await rig.SettledAsync();
        Assert.Equal(ExitReason.VenueStop, trade.ExitReason);
        Assert.Single(await rig.AllAsync<Trade>(Streams.Ledger, "trade.", one => one.Symbol == holding.Symbol));
        Assert.Empty(await rig.IntentsAsync(holding.Symbol));
    }

    [Fact]
    public async Task A_dry_run_tells_the_next_step_and_changes_nothing()
    {
        var holding = await rig.BuyAsync();
        await rig.ProtectAsync(holding, 1);
        await rig.SettledAsync();
        var (exitCode, output) = await rig.Seller.RunToEndAsync(null, "--dry-run", "--once");
        Assert.True(exitCode == 0, output);
        Assert.Contains(output.Split('\n'), line => line.Contains("\"step_decided\"", StringComparison.Ordinal)
            && line.Contains($"\"{holding.Symbol}\"", StringComparison.Ordinal) && line.Contains("Protected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recorded_messages_are_decided_on_without_the_venue()
    {
        var holding = await rig.BuyAsync();
        var signal = await rig.ProtectAsync(holding, 1);
        var line = Pipeline.Messaging.RecordedLines.Write(new Pipeline.Messaging.RawMessage(
            Streams.Signals, 1, signal.MachineTime, Subjects.Sell(holding.Symbol), new Dictionary<string, string>(), Pipeline.Contracts.Json.ContractsJson.Write(signal)));
        var (exitCode, output) = await rig.Seller.RunToEndAsync(line + "\n", "--input", "-");
        Assert.True(exitCode == 0, output);
        Assert.Contains("PlaceOco", output, StringComparison.Ordinal);
    }

    private async Task<PipelineEvent?> EventAsync(string type, Holding holding) =>
        await rig.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event(Processes.Seller, type)) is { } told && told.Symbol == holding.Symbol ? told : null;
}
