using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.EndToEnd.Buyer;

public sealed class BuyerReplayTests(BuyerSystem system) : IClassFixture<BuyerSystem>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => system.KillBuyerAsync();

    [Fact]
    public async Task A_dead_letter_that_is_fed_again_once_its_cause_is_mended_is_traded_as_new_and_once()
    {
        // Its bar has not ended yet: poison for a clock that tolerates nothing.
        var sound = await system.SignalAsync(system.Symbols[0]);
        var start = sound.Bar.Start.AddMinutes(2);
        var id = SignalId.For(sound.Strategy, sound.Symbol, start);
        var signal = sound with { Id = id, CorrelationId = id, Bar = sound.Bar with { Start = start } };
        system.StartBuyer(home: 0, new Dictionary<string, string> { ["ClockTolerance"] = "00:00:00" });
        await system.PublishAsync(signal);
        var letter = await Eventually.Value("a dead letter", () => system.LastAsync<DeadLetter>(Subjects.DeadLetter(Processes.Buyer)), TimeSpan.FromSeconds(20));
        Assert.Contains("ahead of", letter.Reason, StringComparison.Ordinal);

        await system.KillBuyerAsync();
        system.StartBuyer(home: 0, new Dictionary<string, string> { ["ClockTolerance"] = "00:05:00" });
        await FeedAgainAsync(letter, "first");
        await system.AnswerAsync(signal, AnswerOutcome.Accepted);
        await Eventually.Holds("the first to be settled", async () => await system.UnsettledAsync() == 0);
        await FeedAgainAsync(letter, "second");
        await system.EventAsync("signal_repeated", signal);

        Assert.Single(await system.OrdersAsync(signal.Symbol));
        await Eventually.Holds("both to be settled", async () => await system.UnsettledAsync() == 0);
    }

    private async Task FeedAgainAsync(DeadLetter letter, string name)
    {
        var replay = BuyerSystem.PublisherOn(await system.ConnectAsync(NatsUsers.Replay));
        var headers = new Dictionary<string, string> { [MessageHeaders.RetryOf] = name };
        Assert.IsType<PublishResult.Stored>(await replay.PublishBytesAsync(letter.Subject, letter.Data, headers, PublishExpectation.Once($"retry-{name}"), CancellationToken.None));
    }
}
