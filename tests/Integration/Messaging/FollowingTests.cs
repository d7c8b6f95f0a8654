using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class FollowingTests : IAsyncLifetime
{
    private readonly TwentyEvents _events = new();

    public Task InitializeAsync() => _events.InitializeAsync();

    public Task DisposeAsync() => _events.DisposeAsync();

    [Fact]
    public async Task Following_goes_on_with_new_messages_over_a_killed_server()
    {
        var range = new ReadRange { FromSequence = 20, Follow = true };
        await using var viewed = (await _events.ReaderAsync("viewer")).ReadAsync(Streams.Events, range, CancellationToken.None).GetAsyncEnumerator();
        await using var consumed = (await _events.ReaderAsync("orchestrator")).ReadAsync(Streams.Events, range, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await viewed.MoveNextAsync());
        Assert.True(await consumed.MoveNextAsync());

        _events.Server.Server.Kill();
        await _events.Server.Server.RestartAsync();
        await (await _events.Server.PublisherAsync("buyer")).PublishAsync("event.buyer.test", Some.Event("event-21"), PublishExpectation.Once("event-21"), CancellationToken.None);

        foreach (var reading in (IAsyncEnumerator<RawMessage>[])[viewed, consumed])
        {
            Assert.True(await reading.MoveNextAsync().AsTask().InTime("the event after the restart"));
            Assert.Equal(21ul, reading.Current.Sequence);
        }
    }

    [Fact]
    public async Task A_listener_hears_heartbeats_and_leaves_out_what_is_unreadable()
    {
        using var stop = new CancellationTokenSource();
        var (seller, monitor, buyer) = (await _events.Server.ConnectAsync("seller"), await _events.Server.ConnectAsync("monitor"), await _events.Server.PublisherAsync("buyer"));
        var reader = new CoreReader<Heartbeat>(seller, NullLogger<CoreReader<Heartbeat>>.Instance);
        await using var heard = reader.ReadAsync("hb.*", stop.Token).GetAsyncEnumerator(stop.Token);
        var next = heard.MoveNextAsync().AsTask();
        var beat = new Heartbeat
        {
            Process = "buyer",
            State = ProcessHealth.Ready,
            Pid = 1,
            StartedAt = TimeProvider.System.GetUtcNow(),
            StartedBy = "hand",
            SentAt = TimeProvider.System.GetUtcNow(),
        };

        // A subscription has no moment at which it is known to have begun: say it until it is heard.
        await Eventually.Holds("the unreadable heartbeat", async () =>
        {
            await monitor.Nats.PublishAsync("hb.monitor", "{}");
            return reader.Unreadable > 0;
        });
        await buyer.PublishCoreAsync("hb.buyer", beat, CancellationToken.None);

        Assert.True(await next.InTime("the heartbeat"));
        Assert.Equal(("hb.buyer", beat), (heard.Current.Subject, heard.Current.Body));
    }
}
