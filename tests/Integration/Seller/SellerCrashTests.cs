using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Seller;

/// <summary>A seller that is killed goes on where it was: what it had sent is found, what it had not done is done once.</summary>
public sealed class SellerCrashTests(SellerRig rig) : IClassFixture<SellerRig>
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task Killed_between_intent_and_answer_it_finds_the_order_and_sends_no_second()
    {
        var holding = await rig.BuyAsync();
        await rig.FaultAsync(new { kind = "delay", count = 1, method = "PATCH", milliseconds = 30_000 });
        await rig.ProtectAsync(holding, 2, holding.Stop.Moved(0.03m).FlooredToTick());
        await Eventually.Holds("the intent", async () => (await rig.IntentsAsync(holding.Symbol)).Count == 1, SellerRig.Patience);
        await Eventually.Holds("the order at the venue", async () => (await rig.FirstStopAsync(holding)).Status == OrderStatus.Replaced, SellerRig.Patience);
        await rig.Seller.KillAsync();
        await rig.FaultAsync(new { kind = "clear" });
        Assert.Empty(await rig.AnswersAsync(holding.Symbol));

        rig.Seller.Start();
        await Eventually.Holds("the answer found by looking up", async () => (await rig.AnswersAsync(holding.Symbol)).Count == 1, SellerRig.Patience, rig.Seller.Said);
        Assert.Single(await rig.IntentsAsync(holding.Symbol));
        var answer = Assert.Single(await rig.AnswersAsync(holding.Symbol));
        Assert.Equal((AnswerOutcome.Accepted, (await rig.FirstStopAsync(holding)).ReplacedByVenueOrderId), (answer.Outcome, answer.VenueOrderId));
        Assert.Equal(2, (await rig.SellsAsync(holding.Symbol)).Count(order => !order.IsTerminal));
    }

    [Fact]
    public async Task Killed_before_the_ledger_closed_it_records_the_trade_after_its_restart()
    {
        var holding = await rig.BuyAsync();
        await rig.ExitAsync(holding, 1, ExitReason.EndOfDay, TimeSpan.Zero);
        await Eventually.Holds("the sale", async () => await rig.Venue.Reader.FindPositionAsync(holding.Symbol, CancellationToken.None) is null, SellerRig.Patience);
        await rig.Seller.KillAsync();
        await rig.FoldAsync(holding);
        rig.Seller.Start();
        Assert.Equal(ExitReason.EndOfDay, (await rig.TradeAsync(holding)).ExitReason);
        Assert.Single(await rig.AllAsync<Trade>(Streams.Ledger, "trade.", one => one.Symbol == holding.Symbol));
    }

    [Fact]
    public async Task With_every_signal_delivered_again_each_trade_is_still_recorded_once()
    {
        var first = await rig.BuyAsync();
        await rig.ExitAsync(first, 1, ExitReason.Deceleration, Soon);
        await rig.ClosedAsync(first);
        await rig.FoldAsync(first);
        var second = first with { SignalId = $"{first.SignalId}-again", TradeId = "the-trade-after-it" };
        await rig.FoldAsync(second);
        await rig.ExitAsync(second, 2, ExitReason.Deceleration, Soon);
        await Eventually.Holds("the second trade", async () => (await rig.TradeAsync(second)).TradeId == second.TradeId, SellerRig.Patience, rig.Seller.Said);
        await rig.FoldAsync(second);
        await rig.SettledAsync();

        // A nats-server that dies while it writes down how far a durable has come delivers everything again.
        await rig.Seller.KillAsync();
        await rig.ForgetDeliveriesAsync();
        rig.Seller.Start();
        await rig.SettledAsync();

        Assert.Equal([first.TradeId, second.TradeId], (await rig.AllAsync<Trade>(Streams.Ledger, "trade.", one => one.Symbol == first.Symbol)).Select(one => one.TradeId));
    }

    [Fact]
    public async Task Asked_to_end_it_first_brings_about_what_is_wanted_and_records_the_answer()
    {
        var holding = await rig.BuyAsync();
        await rig.Venue.Sells.CancelSellAsync(holding.Legs[0].VenueOrderId, CancellationToken.None);
        await Eventually.Holds("both legs to be gone", async () => (await rig.SellsAsync(holding.Symbol)).All(order => order.IsTerminal), SellerRig.Patience);
        await rig.FaultAsync(new { kind = "delay", count = 1, method = "POST", milliseconds = 1_500 });
        await rig.ProtectAsync(holding, 1);
        await Eventually.Holds("the intent", async () => (await rig.IntentsAsync(holding.Symbol)).Count == 1, SellerRig.Patience);

        Assert.Equal(0, await rig.Seller.EndedAsync());
        Assert.Equal(AnswerOutcome.Accepted, Assert.Single(await rig.AnswersAsync(holding.Symbol)).Outcome);
        Assert.Equal(2, (await rig.SellsAsync(holding.Symbol)).Count(order => !order.IsTerminal));
        rig.Seller.Start();
    }

    [Fact]
    public async Task Asked_to_end_it_protects_what_the_venue_holds_though_nobody_told_it_of_the_fill()
    {
        // What it has settled it was alive for: a process that is just starting can only die of the question.
        await rig.ProtectAsync(await rig.BuyAsync(), 1);
        await rig.SettledAsync();
        var holding = await rig.BuyAsync();
        await rig.Venue.Sells.CancelSellAsync(holding.Legs[0].VenueOrderId, CancellationToken.None);
        await Eventually.Holds("both legs to be gone", async () => (await rig.SellsAsync(holding.Symbol)).All(order => order.IsTerminal), SellerRig.Patience);

        Assert.Equal(0, await rig.Seller.EndedAsync());
        Assert.Contains(await rig.SellsAsync(holding.Symbol), order => !order.IsTerminal && order.StopPrice is not null);
        rig.Seller.Start();
    }

    [Fact]
    public async Task A_killed_nats_server_is_waited_for_and_the_next_wanted_state_is_brought_about()
    {
        var holding = await rig.BuyAsync();
        await rig.ProtectAsync(holding, 1);
        rig.Nats.Kill();
        await rig.Nats.RestartAsync();
        await rig.ProtectAsync(holding, 2, holding.Stop.Moved(0.03m).FlooredToTick());
        await Eventually.Holds("the stop to move", async () => (await rig.FirstStopAsync(holding)).Status == OrderStatus.Replaced, SellerRig.Patience, rig.Seller.Said);
    }

    [Fact]
    public async Task A_trade_left_out_is_recorded_although_the_next_one_has_begun()
    {
        await rig.Seller.KillAsync();
        var first = await rig.BuyAsync();
        await rig.SellAsync(first);
        await rig.FoldAsync(first);
        await rig.ExitAsync(first, 1, ExitReason.Deceleration, TimeSpan.Zero);
        var second = first with { SignalId = $"{first.SignalId}-again", TradeId = "the-next-trade" };
        await rig.FoldAsync(second);
        await rig.ProtectAsync(second, 2);
        rig.Seller.Start();
        Assert.Equal(first.TradeId, (await rig.TradeAsync(first)).TradeId);
    }
}
