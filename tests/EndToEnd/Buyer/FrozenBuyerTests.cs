using Pipeline.Contracts.Orders;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.EndToEnd.Buyer;

/// <summary>Buyers that stand still on the way to the venue and wake, alone or after another has done their work.</summary>
public sealed class FrozenBuyerTests(BuyerSystem system) : IClassFixture<BuyerSystem>, IAsyncLifetime
{
    private static int _next;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => system.KillBuyerAsync();

    [Theory]
    [InlineData("buyer.entry.intent-stored")]
    [InlineData("buyer.entry.sending")]
    public async Task Woken_after_its_time_a_sender_sends_nothing_and_says_so(string point)
    {
        system.Buyers.Arm(point, "stop");
        system.StartBuyer(home: 0, new Dictionary<string, string> { ["SendWindow"] = "00:00:01" });
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        var frozen = await system.Buyers.ReachedAsync(point);
        var intent = (await system.IntentAsync(signal))!;
        await Eventually.Holds("its time to pass", () => TimeProvider.System.GetUtcNow() > intent.SendBefore);
        ProcessSignal.Continue(frozen);

        Assert.Equal(AnswerOutcome.Abandoned, (await system.AnswerAsync(signal, AnswerOutcome.Abandoned)).Outcome);
        Assert.Empty(await system.OrdersAsync(signal.Symbol));
        await Eventually.Holds("the signal to be settled", async () => await system.UnsettledAsync() == 0);
    }

    [Theory]
    [InlineData("buyer.entry.decided")]
    [InlineData("buyer.entry.intent-stored")]
    [InlineData("buyer.entry.sending")]
    [InlineData("buyer.entry.answered")]
    public async Task Woken_after_another_took_over_a_sender_adds_nothing(string point)
    {
        system.Buyers.Arm(point, "stop");
        system.StartBuyer(home: 0, more: null);
        system.StartBuyer(home: 1, more: null);
        var signal = await NextSignalAsync();
        await system.PublishAsync(signal);
        var frozen = await system.Buyers.ReachedAsync(point);

        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        var order = Assert.Single(await system.OrdersAsync(signal.Symbol))["id"]!.GetValue<string>();
        await Eventually.Holds("the signal to be settled", async () => await system.UnsettledAsync() == 0);
        ProcessSignal.Continue(frozen);
        await BoughtAgainAsync();

        Assert.Equal(order, Assert.Single(await system.OrdersAsync(signal.Symbol))["id"]!.GetValue<string>());
        Assert.Equal(order, (await system.AnswerAsync(signal, AnswerOutcome.Accepted)).VenueOrderId);
        Assert.DoesNotContain(await system.EventsAsync(), told => told.Type == "signal_refused" && told.CorrelationId == signal.Id);
    }

    /// <summary>Trading goes on; of two buyers the one that has just woken may take a signal before its books are current, and refuses it then.</summary>
    private async Task BoughtAgainAsync()
    {
        for (var tries = 1; ; tries++)
        {
            var next = await NextSignalAsync();
            await system.PublishAsync(next);
            try
            {
                await system.AnswerAsync(next, AnswerOutcome.Accepted, within: TimeSpan.FromSeconds(8));
                return;
            }
            catch (TimeoutException) when (tries < 4)
            {
            }
        }
    }

    private Task<Contracts.Signals.BuySignal> NextSignalAsync() => system.SignalAsync(system.Symbols[Interlocked.Increment(ref _next)]);
}
