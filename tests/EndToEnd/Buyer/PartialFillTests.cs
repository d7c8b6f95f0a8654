using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.EndToEnd.Buyer;

/// <summary>The remainder of a partial fill is canceled in time by a buyer to whom nobody tells of the fill.</summary>
public sealed class PartialFillTests(BuyerSystem system) : IClassFixture<BuyerSystem>, IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);
    private static int _next;

    public async Task InitializeAsync()
    {
        system.Silent.Clear();
        system.Buyers.UnmarkEnding();
        await system.FaultAsync(new { kind = "clear" });
    }

    public Task DisposeAsync() => system.KillBuyerAsync();

    [Fact]
    public async Task After_the_buyer_was_killed_the_next_start_asks_the_venue_and_cancels_at_once()
    {
        system.StartBuyer();
        var signal = await PartlyFilledAsync();
        await system.KillBuyerAsync();
        system.StartBuyer();

        await CanceledAsync(signal, TimeSpan.FromSeconds(10));
        Assert.Equal("partial_fill_deadline", (await system.EventAsync("entry_canceled", signal)).Reason);
    }

    [Fact]
    public async Task Asked_to_end_the_buyer_cancels_the_rest_of_a_partial_fill_and_leaves_an_unfilled_buy_to_its_successor_if_there_is_one()
    {
        var buyer = system.StartBuyer();
        var unfilled = await UnfilledAsync();
        var partly = await PartlyFilledAsync();
        await EndedAsync(buyer);
        await CanceledAsync(partly, TimeSpan.Zero);
        Assert.Equal("new", await StatusAsync(unfilled));
        Assert.Contains("an open buy may still work", system.Buyers.LeftBehind, StringComparison.Ordinal);

        var last = system.StartBuyer();
        var another = await system.SignalAsync(system.Symbols[Interlocked.Increment(ref _next)]);
        await system.PublishAsync(another);
        await system.AnswerAsync(another, AnswerOutcome.Accepted);
        system.Buyers.MarkEnding();
        await EndedAsync(last);
        await CanceledAsync(unfilled, TimeSpan.Zero);
        Assert.Null(system.Buyers.LeftBehind);
        Assert.Equal(("buyer_ending", "pipeline_ending"), ((await system.EventAsync("entry_canceled", partly)).Reason, (await system.EventAsync("entry_canceled", unfilled)).Reason));
    }

    [Fact]
    public async Task Ending_for_a_successor_it_cancels_an_unfilled_buy_after_all_when_the_whole_pipeline_ends_meanwhile()
    {
        var buyer = system.StartBuyer();
        var unfilled = await UnfilledAsync();
        var partly = await PartlyFilledAsync();
        system.Buyers.Arm("buyer.cancel.answered", "stop");
        ProcessSignal.Terminate(buyer.Id);
        Assert.Equal(buyer.Id, await system.Buyers.ReachedAsync("buyer.cancel.answered"));
        system.Buyers.MarkEnding();
        ProcessSignal.Continue(buyer.Id);

        await buyer.WaitForExitAsync().InTime("the buyer to end", TimeSpan.FromSeconds(10));
        await CanceledAsync(unfilled, TimeSpan.Zero);
        Assert.Equal(("buyer_ending", "pipeline_ending"), ((await system.EventAsync("entry_canceled", partly)).Reason, (await system.EventAsync("entry_canceled", unfilled)).Reason));
        Assert.Null(system.Buyers.LeftBehind);
    }

    [Fact]
    public async Task A_cancel_that_the_venue_refuses_while_the_buyer_ends_is_asked_again_at_once()
    {
        var buyer = system.StartBuyer();
        var signal = await PartlyFilledAsync();
        await system.FaultAsync(new { kind = "error-before-booking", method = "DELETE", status = 422, count = 1, symbol = signal.Symbol.Name });
        await EndedAsync(buyer);

        await CanceledAsync(signal, TimeSpan.Zero);
        await system.EventAsync("entry_cancel_stuck", signal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Asked_to_end_with_the_pipeline_the_buyer_finds_and_cancels_a_buy_of_which_it_has_no_answer(bool isMarkedAtOnce)
    {
        var buyer = system.StartBuyer();
        var signal = await system.SignalAsync(system.Symbols[Interlocked.Increment(ref _next)]);
        await system.FaultAsync(new { kind = "halt", symbol = signal.Symbol.Name, seconds = 600 });
        await system.FaultAsync(new { kind = "drop-after-booking", count = 1, status = 504, symbol = signal.Symbol.Name });
        if (!isMarkedAtOnce)
            await system.FaultAsync(new { kind = "delay", milliseconds = 700, method = "GET", path = "/v2/orders:by_client_order_id" });
        await system.PublishAsync(signal);
        await system.EventAsync("entry_unknown", signal);

        if (isMarkedAtOnce)
            system.Buyers.MarkEnding();
        ProcessSignal.Terminate(buyer.Id);
        system.Buyers.MarkEnding();
        await buyer.WaitForExitAsync().InTime("the buyer to end", TimeSpan.FromSeconds(10));
        await CanceledAsync(signal, TimeSpan.Zero);
        Assert.Equal("pipeline_ending", (await system.EventAsync("entry_canceled", signal)).Reason);
    }

    [Fact]
    public async Task While_nats_is_away_the_buyer_asks_the_venue_itself_and_tells_later()
    {
        system.StartBuyer();
        var signal = await PartlyFilledAsync();
        system.Nats.Kill();

        await CanceledAsync(signal, Bound);
        await system.Nats.RestartAsync();
        Assert.Equal("partial_fill_deadline", (await system.EventAsync("entry_canceled", signal)).Reason);
    }

    [Fact]
    public async Task While_the_monitor_is_silent_the_buyer_asks_the_venue_itself_and_an_order_that_does_not_end_is_asked_again_and_alarmed()
    {
        system.StartBuyer();
        await system.FaultAsync(new { kind = "stuck-cancel", seconds = 600 });
        var signal = await PartlyFilledAsync();
        system.Silent.Add(Processes.Monitor);

        await Eventually.Holds("the cancel to arrive", async () => await StatusAsync(signal) == "pending_cancel", Bound);
        var stuck = await system.EventAsync("entry_cancel_stuck", signal);
        Assert.Contains("pending_cancel", stuck.Text, StringComparison.Ordinal);
        Assert.Contains(await system.EventsAsync(), told => told.Type == "entry_canceled" && told.CorrelationId == signal.Id);
    }

    private async Task<BuySignal> PartlyFilledAsync()
    {
        await system.FaultAsync(new { kind = "partial-fill", count = 1, remainder_after_seconds = 600 });
        var signal = await system.SignalAsync(system.Symbols[Interlocked.Increment(ref _next)]);
        await system.PublishAsync(signal);
        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        await Eventually.Holds("a partial fill", async () => await StatusAsync(signal) == "partially_filled");
        return signal;
    }

    private async Task<BuySignal> UnfilledAsync()
    {
        var symbol = system.Symbols[Interlocked.Increment(ref _next)];
        await system.FaultAsync(new { kind = "halt", symbol = symbol.Name, seconds = 600 });
        var signal = await system.SignalAsync(symbol);
        await system.PublishAsync(signal);
        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        return signal;
    }

    private static async Task EndedAsync(Process buyer)
    {
        ProcessSignal.Terminate(buyer.Id);
        await buyer.WaitForExitAsync().InTime("the buyer to end", TimeSpan.FromSeconds(10));
        Assert.Equal(0, buyer.ExitCode);
    }

    private Task CanceledAsync(BuySignal signal, TimeSpan within) => Eventually.Holds(
        "the remainder to be canceled", async () => await StatusAsync(signal) == "canceled", within);

    private async Task<string> StatusAsync(BuySignal signal) => (await system.OrdersAsync(signal.Symbol))[0]["status"]!.GetValue<string>();
}
