using Pipeline.Contracts;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.EndToEnd.Buyer;

/// <summary>What a buyer held or had under way when it died, or was asked to end, is brought to its end by the next start.</summary>
public sealed class BuyerDeathTests(BuyerSystem system) : IClassFixture<BuyerSystem>, IAsyncLifetime
{
    private static int _next;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => system.KillBuyerAsync();

    [Fact]
    public async Task A_signal_that_a_killed_buyer_held_is_traded_within_seconds_of_its_restart()
    {
        system.Buyers.Arm("buyer.entry.decided", "kill");
        system.StartBuyer();
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        await system.Buyers.ReachedAsync("buyer.entry.decided");

        system.StartBuyer();
        await system.AnswerAsync(signal, AnswerOutcome.Accepted, within: TimeSpan.FromSeconds(10));
        Assert.Single(await system.OrdersAsync(signal.Symbol));
    }

    [Fact]
    public async Task An_entry_whose_answer_died_with_its_buyer_is_answered_for_although_it_is_canceled_before_it_is_looked_up()
    {
        system.Buyers.Arm("buyer.entry.answered", "kill");
        system.StartBuyer();
        var signal = await NextSignalAsync();
        await system.FaultAsync(new { kind = "halt", symbol = signal.Symbol.Name, seconds = 600 });
        await system.PublishAsync(signal);
        await system.Buyers.ReachedAsync("buyer.entry.answered");

        // The venue is slow to find it; meanwhile the monitor tells of it, and its time is up.
        await system.FaultAsync(new { kind = "delay", milliseconds = 3_000, method = "GET", path = "/v2/orders:by_client_order_id" });
        system.Buyers.Arm("buyer.unknown.asking", "stop");
        system.StartBuyer();
        var frozen = await system.Buyers.ReachedAsync("buyer.unknown.asking");
        var (intent, order) = ((await system.IntentAsync(signal))!, Assert.Single(await system.OrdersAsync(signal.Symbol))["id"]!.GetValue<string>());
        await system.PublishAsync(Processes.Monitor, Subjects.VenueOrder(order), SpokenFor.PartialFill(intent, order));
        ProcessSignal.Continue(frozen);
        await system.EventAsync("entry_canceled", signal);
        await system.AnswerAsync(signal, AnswerOutcome.Accepted, OrderAction.Place);
        await Eventually.Holds("the signal to be settled", async () => await system.UnsettledAsync() == 0, TimeSpan.FromSeconds(20), () => system.Output);
        await system.FaultAsync(new { kind = "clear" });
    }

    [Theory]
    [InlineData("buyer.entry.decided")]
    [InlineData("buyer.entry.intent-stored")]
    [InlineData("buyer.entry.sent")]
    [InlineData("buyer.entry.answered")]
    [InlineData("buyer.signal.settling")]
    public async Task Asked_to_end_in_the_middle_it_settles_or_hands_over(string point)
    {
        system.Buyers.Arm(point, "stop");
        var buyer = system.StartBuyer();
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        var frozen = await system.Buyers.ReachedAsync(point);
        ProcessSignal.Terminate(frozen);
        ProcessSignal.Continue(frozen);
        await Eventually.Holds("the buyer to end", () => buyer.HasExited, TimeSpan.FromSeconds(20));
        Assert.Equal(0, buyer.ExitCode);

        system.StartBuyer();
        await Eventually.Holds("the signal to be settled", async () => await system.UnsettledAsync() == 0, TimeSpan.FromSeconds(20), () => system.Output);
        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        Assert.Single(await system.OrdersAsync(signal.Symbol));
        Assert.Single(await system.EventsAsync(), told => told.Type == "entry_intended" && told.CorrelationId == signal.Id);
    }

    private Task<BuySignal> NextSignalAsync() => system.SignalAsync(system.Symbols[Interlocked.Increment(ref _next)]);
}
