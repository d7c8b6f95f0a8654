using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class ReadersTests : IAsyncLifetime
{
    private readonly MessagingServer _server = new();
    private OrderedReader _viewer = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _viewer = new OrderedReader(await _server.ConnectAsync("viewer"));
        var (buyer, seller) = (await _server.PublisherAsync("buyer"), await _server.PublisherAsync("seller"));
        for (var i = 1; i <= 20; i++)
        {
            var (publisher, process) = i % 2 == 0 ? (buyer, "buyer") : (seller, "seller");
            await publisher.PublishAsync($"event.{process}.test", Some.Event($"event-{i}"), PublishExpectation.Once($"event-{i}"), CancellationToken.None);
        }
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_stream_is_read_whole_and_reading_ends_with_its_last_message() =>
        Assert.Equal(Enumerable.Range(1, 20), await ReadAsync(new ReadRange()));

    [Fact]
    public async Task A_stream_is_read_from_a_sequence_on_and_by_subject() =>
        Assert.Equal([12, 14, 16, 18, 20], await ReadAsync(new ReadRange { FromSequence = 11, Subjects = ["event.buyer.>"] }));

    [Fact]
    public async Task A_stream_is_read_between_two_times()
    {
        var times = new List<DateTimeOffset>();
        await foreach (var raw in _viewer.ReadAsync(Streams.Events, new ReadRange(), CancellationToken.None))
            times.Add(raw.Time);

        Assert.Equal([5, 6, 7, 8], await ReadAsync(new ReadRange { Since = times[4], Until = times[7] }));
    }

    [Fact]
    public async Task What_matches_nothing_ends_at_once()
    {
        Assert.Empty(await ReadAsync(new ReadRange { Subjects = ["event.monitor.>"] }).InTime("the reading to end"));
        Assert.Empty(await ReadAsync(new ReadRange { FromSequence = 21 }).InTime("the reading to end"));
    }

    [Fact]
    public async Task Following_goes_on_with_new_messages_over_a_killed_server()
    {
        await using var events = _viewer.ReadAsync(Streams.Events, new ReadRange { FromSequence = 20, Follow = true }, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        _server.Server.Kill();
        await _server.Server.RestartAsync();
        await (await _server.PublisherAsync("buyer")).PublishAsync("event.buyer.test", Some.Event("event-21"), PublishExpectation.Once("event-21"), CancellationToken.None);

        Assert.True(await events.MoveNextAsync().AsTask().InTime("the event after the restart"));
        Assert.Equal(21ul, events.Current.Sequence);
    }

    [Fact]
    public async Task A_listener_hears_heartbeats_and_leaves_out_what_is_unreadable()
    {
        using var stop = new CancellationTokenSource();
        var (seller, buyer) = (await _server.ConnectAsync("seller"), await _server.PublisherAsync("buyer"));
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
        var monitor = await _server.ConnectAsync("monitor");
        await monitor.Nats.PublishAsync("hb.monitor", "{}");

        // A subscription has no moment at which it is known to have begun: say it until it is heard.
        await Eventually.Holds("the heartbeat", async () =>
        {
            await monitor.Nats.PublishAsync("hb.monitor", "{}");
            await buyer.PublishCoreAsync("hb.buyer", beat, CancellationToken.None);
            return next.IsCompleted;
        });

        Assert.True(await next);
        Assert.Equal(("hb.buyer", beat), (heard.Current.Subject, heard.Current.Body));
        Assert.True(reader.Unreadable > 0);
    }

    private async Task<List<int>> ReadAsync(ReadRange range)
    {
        var numbers = new List<int>();
        await foreach (var raw in _viewer.ReadAsync(Streams.Events, range, CancellationToken.None))
        {
            Assert.Equal($"event-{raw.Sequence}", raw.Headers["Nats-Msg-Id"]);
            numbers.Add((int)raw.Sequence);
        }

        return numbers;
    }
}
