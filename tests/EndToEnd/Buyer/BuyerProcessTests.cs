using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.EndToEnd.Buyer;

public sealed class BuyerProcessTests(BuyerSystem system) : IClassFixture<BuyerSystem>, IAsyncLifetime
{
    private static int _next;

    public async Task InitializeAsync()
    {
        await system.FaultAsync(new { kind = "clear" });
        await system.SayTradingAsync(TradingState.Active);
    }

    public Task DisposeAsync() => system.KillBuyerAsync();

    [Fact]
    public async Task Buys_on_a_signal_with_one_bracket_and_tells_the_whole_story()
    {
        var unsettled = await system.UnsettledAsync();
        system.StartBuyer();
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);

        var answer = await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        var order = Assert.Single(await system.OrdersAsync(signal.Symbol));
        Assert.Equal("bracket", order["order_class"]!.GetValue<string>());
        Assert.Equal(answer.VenueOrderId, order["id"]!.GetValue<string>());
        await system.EventAsync("entry_answered", signal);
        Assert.Equal(
            ["signal_received", "entry_decided", "entry_intended", "entry_sent", "entry_answered"],
            (await system.EventsAsync()).Where(told => told.CorrelationId == signal.Id).Select(told => told.Type));
        await Eventually.Holds("the signal to be settled", async () => await system.UnsettledAsync() <= unsettled);
    }

    [Fact]
    public async Task Refuses_while_trading_is_reduced_and_says_why()
    {
        var unsettled = await system.UnsettledAsync();
        await system.SayTradingAsync(TradingState.Reducing);
        system.StartBuyer();
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);

        Assert.Equal("trading_reducing", (await system.EventAsync("signal_refused", signal)).Reason);
        Assert.Empty(await system.OrdersAsync(signal.Symbol));
        await Eventually.Holds("the signal to be settled", async () => await system.UnsettledAsync() <= unsettled);
    }

    [Fact]
    public async Task An_impossible_signal_is_quarantined_and_the_next_is_handled()
    {
        system.StartBuyer();
        var impossible = await NextSignalAsync() with { Score = 1m };
        var next = await NextSignalAsync();
        await system.PublishAsync(impossible);
        await system.PublishAsync(next);

        await system.AnswerAsync(next, AnswerOutcome.Accepted);
        var letter = await Eventually.Value("a dead letter", () => system.LastAsync<DeadLetter>(Subjects.DeadLetter(Processes.Buyer)));
        Assert.Contains("score", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_after_the_order_left_and_started_again_it_has_placed_one_order()
    {
        system.StartBuyer();
        var first = await NextSignalAsync();
        await system.PublishAsync(first);
        await system.AnswerAsync(first, AnswerOutcome.Accepted);

        await system.FaultAsync(new { kind = "delay", milliseconds = 30_000 });
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        await Eventually.Holds("the order to be at the venue", async () => (await system.OrdersAsync(signal.Symbol)).Count == 1);
        await system.KillBuyerAsync();
        Assert.Null(await system.LastAsync<OrderAnswer>(Subjects.Answer(Processes.Buyer, (await system.IntentAsync(signal))!.Id)));

        system.StartBuyer();
        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        await system.EventAsync("entry_resolved", signal);
        Assert.Single(await system.OrdersAsync(signal.Symbol));
    }

    [Fact]
    public async Task Killed_before_the_venue_booked_it_the_stored_body_is_sent_once()
    {
        system.StartBuyer();
        await system.FaultAsync(new { kind = "error-before-booking", count = 1 });
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        await system.AnswerAsync(signal, AnswerOutcome.Unknown);
        await system.KillBuyerAsync();

        system.StartBuyer();
        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        var order = Assert.Single(await system.OrdersAsync(signal.Symbol));
        Assert.Equal((await system.IntentAsync(signal))!.ClientOrderId, order["client_order_id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(504)]
    public async Task An_answer_lost_on_the_way_is_looked_up_and_nothing_is_sent_twice(int status)
    {
        system.StartBuyer();
        var signal = await NextSignalAsync();
        await system.FaultAsync(new { kind = "drop-after-booking", count = 1, status, symbol = signal.Symbol.Name });
        await system.PublishAsync(signal);

        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        await system.EventAsync("entry_unknown", signal);
        await system.EventAsync("entry_resolved", signal);
        Assert.Single(await system.OrdersAsync(signal.Symbol));
    }

    [Fact]
    public async Task A_refusal_of_the_second_request_does_not_free_the_money_of_the_first()
    {
        system.StartBuyer();
        await system.FaultAsync(new { kind = "drop-after-booking", count = 1 });
        await system.FaultAsync(new { kind = "error-before-booking", count = 1, method = "GET", path = "/v2/orders:by_client_order_id", status = 404, body = "json", code = 40410000, text = "order not found" });
        await system.FaultAsync(new { kind = "refuse-orders", count = 1, status = 403, code = 40310000, text = "insufficient buying power" });
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);

        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        await system.EventAsync("entry_resolved", signal);
        Assert.Single(await system.OrdersAsync(signal.Symbol));
        var faults = await system.Venue.GetStringAsync(new Uri("/sim/faults", UriKind.Relative));
        Assert.Equal(3, faults.Split("\"spent\"").Length - 1);
    }

    [Fact]
    public async Task The_remainder_of_a_partial_fill_is_canceled_after_its_deadline()
    {
        system.StartBuyer();
        await system.FaultAsync(new { kind = "partial-fill", count = 1, remainder_after_seconds = 600 });
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        var accepted = await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        var intent = (await system.IntentAsync(signal))!;
        await Eventually.Holds("a partial fill", async () => (await system.OrdersAsync(signal.Symbol))[0]["status"]!.GetValue<string>() == "partially_filled");
        await system.PublishAsync(Processes.Monitor, Subjects.VenueOrder(accepted.VenueOrderId!), SpokenFor.PartialFill(intent, accepted.VenueOrderId!));

        await system.AnswerAsync(signal, AnswerOutcome.Accepted, OrderAction.Cancel);
        Assert.Equal("partial_fill_deadline", (await system.EventAsync("entry_canceled", signal)).Reason);
        await Eventually.Holds("the venue to end it", async () => (await system.OrdersAsync(signal.Symbol))[0]["status"]!.GetValue<string>() == "canceled");
    }

    [Fact]
    public async Task A_dry_run_decides_and_tells_and_changes_nothing()
    {
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        var dry = system.StartBuyer("--dry-run", "--once");
        await dry.WaitForExitAsync().InTime("the dry run to end", TimeSpan.FromSeconds(30));

        Assert.Equal(0, dry.ExitCode);
        Assert.Contains($"\"correlationId\":\"{signal.Id}\"", system.Output, StringComparison.Ordinal);
        Assert.Contains("entry_decided", system.Output, StringComparison.Ordinal);
        Assert.Null(await system.IntentAsync(signal));
        Assert.Empty(await system.OrdersAsync(signal.Symbol));
    }

    [Fact]
    public async Task With_once_it_handles_what_is_there_and_ends()
    {
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        var once = system.StartBuyer("--once");
        await once.WaitForExitAsync().InTime("the buyer to end", TimeSpan.FromSeconds(30));

        Assert.Equal(0, once.ExitCode);
        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        Assert.Single(await system.OrdersAsync(signal.Symbol));
    }

    [Fact]
    public async Task Recorded_signals_are_decided_on_at_their_own_time()
    {
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        var raw = await system.Stored.LastMessageOfAsync(Streams.Signals, Subjects.Buy(signal.Strategy, signal.Symbol), CancellationToken.None);
        var dry = system.StartBuyer("--input", "-");
        await dry.StandardInput.WriteLineAsync(RecordedLines.Write(raw!));
        dry.StandardInput.Close();
        await dry.WaitForExitAsync().InTime("the replay to end", TimeSpan.FromSeconds(30));

        Assert.Equal(0, dry.ExitCode);
        Assert.Contains($"{signal.Id}-refused", system.Output, StringComparison.Ordinal);
        Assert.Contains("no_quote", system.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_nats_server_costs_no_signal_and_no_second_order()
    {
        var buyer = system.StartBuyer();
        var before = await NextSignalAsync();
        await system.PublishAsync(before);
        await system.AnswerAsync(before, AnswerOutcome.Accepted);
        system.Nats.Kill();
        await system.Nats.RestartAsync();

        var after = await NextSignalAsync();
        await system.PublishAsync(after);
        await system.AnswerAsync(after, AnswerOutcome.Accepted);
        Assert.Single(await system.OrdersAsync(before.Symbol));
        Assert.Single(await system.OrdersAsync(after.Symbol));
        Assert.False(buyer.HasExited);
    }

    [Fact]
    public async Task Asked_to_end_it_records_what_it_sent_and_ends_without_a_complaint()
    {
        var buyer = system.StartBuyer();
        var first = await NextSignalAsync();
        await system.PublishAsync(first);
        await system.AnswerAsync(first, AnswerOutcome.Accepted);
        await system.FaultAsync(new { kind = "delay", milliseconds = 1_000 });
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        await Eventually.Holds("the order to be at the venue", async () => (await system.OrdersAsync(signal.Symbol)).Count == 1);
        ProcessSignal.Terminate(buyer.Id);
        await buyer.WaitForExitAsync().InTime("the buyer to end", TimeSpan.FromSeconds(10));

        Assert.Equal(0, buyer.ExitCode);
        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
    }

    private Task<BuySignal> NextSignalAsync() => system.SignalAsync(system.Symbols[Interlocked.Increment(ref _next) % system.Symbols.Count]);
}
