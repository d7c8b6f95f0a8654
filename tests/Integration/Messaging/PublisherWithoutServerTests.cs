using Pipeline.Contracts;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class PublisherWithoutServerTests : IAsyncLifetime
{
    private readonly MessagingServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task While_the_server_is_away_only_what_cannot_be_stored_twice_is_tried_until_it_is_back()
    {
        var (buyer, scanner, monitor) = (await _server.PublisherAsync("buyer"), await _server.PublisherAsync("scanner"), await _server.PublisherAsync("monitor"));
        _server.Server.Kill();

        var gate = await buyer.PublishAsync("entry.demo.away", Some.Entry("away"), PublishExpectation.Gate(0), CancellationToken.None).InTime("the gate's answer");
        var impatient = await scanner.PublishAsync(
            "signal.buy.momentum.AAPL", Some.Signal("impatient"), PublishExpectation.Once("impatient") with { Patience = TimeSpan.FromMilliseconds(100) }, CancellationToken.None)
            .InTime("patience to end");
        var once = scanner.PublishAsync("signal.buy.momentum.AAPL", Some.Signal("away"), PublishExpectation.Once("away"), CancellationToken.None);
        var after = monitor.PublishAsync("position.demo.AAPL", Some.Position(1), PublishExpectation.After(0), CancellationToken.None);
        await _server.Server.RestartAsync();

        Assert.IsType<PublishResult.Unknown>(gate);
        Assert.IsType<PublishResult.Unknown>(impatient);
        Assert.Equal(new PublishResult.Stored(1, Duplicate: false), await once.InTime("the signal to be stored"));
        Assert.Equal(new PublishResult.Stored(1, Duplicate: false), await after.InTime("the position to be stored"));
        Assert.Equal(0ul, await new StoredMessages(await _server.ConnectAsync("buyer")).LastSequenceOfAsync(Streams.Entries, CancellationToken.None));
    }
}
