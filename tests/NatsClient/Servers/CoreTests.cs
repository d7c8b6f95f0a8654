using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

public sealed class CoreTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>, IAsyncLifetime
{
    private readonly string subject = Client.Name("core.");
    private NatsConnection connection = null!;

    public async Task InitializeAsync() => connection = await Client.ConnectAsync(server.Url);

    public async Task DisposeAsync() => await connection.DisposeAsync();

    [Fact]
    public async Task Tells_the_servers_version_and_round_trip_time()
    {
        Assert.True(Version.Parse(connection.ServerInfo!.Version) >= new Version(2, 10, 0));
        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
        Assert.True(await connection.PingAsync() < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_subscriber_receives_payload_headers_and_order()
    {
        await using var sub = await connection.SubscribeCoreAsync<string>($"{subject}.*");
        await connection.PublishAsync($"{subject}.a", "one", new NatsHeaders { ["Key"] = "value" }, replyTo: "somewhere");
        await connection.PublishAsync($"{subject}.b");

        var first = await sub.Msgs.ReadAsync().AsTask().InTime("the first message");
        var second = await sub.Msgs.ReadAsync().AsTask().InTime("the second message");

        Assert.Equal(($"{subject}.a", "one", "value", "somewhere"), (first.Subject, first.Data, first.Headers!["Key"].ToString(), first.ReplyTo));
        Assert.Equal($"{subject}.b", second.Subject);
        Assert.True(second.IsEmpty);
        Assert.Null(second.Data);
    }

    [Fact]
    public async Task A_request_gets_its_reply_among_many()
    {
        await using var responder = await Client.ConnectAsync(server.Url);
        await using var sub = await responder.SubscribeCoreAsync<int>(subject);
        await responder.PingAsync();
        var answering = Task.Run(async () =>
        {
            await foreach (var msg in sub.Msgs.ReadAllAsync())
            {
                await msg.ReplyAsync(msg.Data * 2);
            }
        });

        var replies = await Task.WhenAll(Enumerable.Range(1, 500).Select(n => connection.RequestAsync<int, int>(subject, n).AsTask())).InTime("500 replies");

        Assert.Equal(Enumerable.Range(1, 500).Select(n => n * 2), replies.Select(reply => reply.Data));
        await sub.UnsubscribeAsync();
        await answering.InTime("the responder to end");
    }

    [Fact]
    public async Task A_request_nobody_listens_to_fails_at_once()
    {
        var failure = await Assert.ThrowsAsync<NatsNoRespondersException>(async () => await connection.RequestAsync<int, int>(subject, 1));
        Assert.Contains(subject, failure.Message, StringComparison.Ordinal);
        var opts = new NatsSubOpts { ThrowIfNoResponders = false };
        Assert.True((await connection.RequestAsync<int, int>(subject, 1, replyOpts: opts)).HasNoResponders);
    }

    [Fact]
    public async Task A_request_without_a_reply_fails_in_its_time()
    {
        await using var sub = await connection.SubscribeCoreAsync<int>(subject);
        var opts = new NatsSubOpts { Timeout = TimeSpan.FromMilliseconds(100) };
        await Assert.ThrowsAsync<NatsNoReplyException>(async () => await connection.RequestAsync<int, int>(subject, 1, replyOpts: opts)).InTime("the time-out");
    }

    [Fact]
    public async Task A_cancelled_request_ends_at_once()
    {
        await using var sub = await connection.SubscribeCoreAsync<int>(subject);
        using var cancel = new CancellationTokenSource();
        var request = connection.RequestAsync<int, int>(subject, 1, cancellationToken: cancel.Token).AsTask();
        await sub.Msgs.ReadAsync().AsTask().InTime("the request");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request).InTime("the cancellation");
    }

    [Fact]
    public async Task Of_a_queue_group_one_receives_each_message()
    {
        await using var one = await connection.SubscribeCoreAsync<int>(subject, "group");
        await using var two = await connection.SubscribeCoreAsync<int>(subject, "group");
        for (var i = 0; i < 100; i++)
        {
            await connection.PublishAsync(subject, i);
        }

        await connection.PingAsync();
        await Eventually.Holds("100 messages", () => one.Msgs.Count + two.Msgs.Count == 100);
    }

    [Fact]
    public async Task A_subscription_with_a_limit_ends_after_it()
    {
        await using var sub = await connection.SubscribeCoreAsync<int>(subject, opts: new NatsSubOpts { MaxMsgs = 3 });
        for (var i = 0; i < 5; i++)
        {
            await connection.PublishAsync(subject, i);
        }

        Assert.Equal([0, 1, 2], await sub.Msgs.ReadAllAsync().Select(msg => msg.Data).ToListAsync().AsTask().InTime("the end"));
    }

    [Fact]
    public async Task A_full_queue_drops_its_newest_message_and_says_which()
    {
        var dropped = new TaskCompletionSource<NatsMessageDroppedEventArgs>();
        connection.MessageDropped += (_, args) =>
        {
            dropped.TrySetResult(args);
            return ValueTask.CompletedTask;
        };
        await using var sub = await connection.SubscribeCoreAsync<int>(subject, opts: new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 2 } });
        for (var i = 0; i < 3; i++)
        {
            await connection.PublishAsync(subject, i);
        }

        var args = await dropped.Task.InTime("the event");
        Assert.Equal((subject, 1), (args.Subject, (int)args.Data!));
        Assert.Equal([0, 2], await sub.Msgs.ReadAllAsync().Take(2).Select(msg => msg.Data).ToListAsync());
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_to_its_receiver_and_holds_nothing_up()
    {
        await using var sub = await connection.SubscribeCoreAsync<int>(subject);
        await connection.PublishAsync(subject, "no number");
        await connection.PublishAsync(subject, 7);

        var bad = await sub.Msgs.ReadAsync().AsTask().InTime("the first message");

        Assert.Equal("no number"u8.ToArray(), Assert.IsType<NatsDeserializeException>(bad.Error).RawData);
        Assert.Equal(7, (await sub.Msgs.ReadAsync().AsTask().InTime("the second message")).Data);
    }

    [Fact]
    public async Task What_would_break_the_protocol_is_not_sent()
    {
        await Assert.ThrowsAsync<NatsException>(async () => await connection.PublishAsync("a b", 1));
        await Assert.ThrowsAsync<NatsException>(async () => await connection.PublishAsync("a\r\nPUB b 0\r\n", 1));
        await Assert.ThrowsAsync<NatsException>(async () => await connection.PublishAsync("", 1));
        await Assert.ThrowsAsync<NatsPayloadTooLargeException>(async () => await connection.PublishAsync(subject, new byte[connection.ServerInfo!.MaxPayload + 1]));
        await connection.PingAsync();
        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
    }

    [Fact]
    public async Task A_large_message_arrives_whole()
    {
        var large = new byte[connection.ServerInfo!.MaxPayload];
        new Random(1).NextBytes(large);
        await using var sub = await connection.SubscribeCoreAsync<byte[]>(subject);
        await connection.PublishAsync(subject, large);
        Assert.Equal(large, (await sub.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    [Fact]
    public async Task Disposal_sends_what_was_published()
    {
        await using var sub = await connection.SubscribeCoreAsync<int>(subject);
        await connection.PingAsync();
        var other = await Client.ConnectAsync(server.Url);
        for (var i = 0; i < 1000; i++)
        {
            await other.PublishAsync(subject, i);
        }

        await other.DisposeAsync();

        await Eventually.Holds("1000 messages", () => sub.Msgs.Count == 1000);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await other.PublishAsync(subject, 1));
    }
}
