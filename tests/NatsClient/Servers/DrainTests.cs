using System.Threading.Channels;
using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

public sealed class DrainTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>
{
    private readonly string subject = Client.Name("drain.");

    [Fact]
    public async Task A_member_that_leaves_its_group_under_traffic_loses_nothing()
    {
        const int Count = 20_000;
        var room = new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = Count } };
        await using var publisher = await Client.ConnectAsync(server.Url);
        await using var staying = await Client.ConnectAsync(server.Url);
        await using var kept = await staying.SubscribeCoreAsync<int>(subject, "group", opts: room);
        var leaving = await Client.ConnectAsync(server.Url);
        var left = await leaving.SubscribeCoreAsync<int>(subject, "group", opts: room);
        await staying.PingAsync();
        await leaving.PingAsync();
        var publishing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
            {
                await publisher.PublishAsync(subject, i);
            }

            await publisher.PingAsync();
        });
        await Eventually.Holds("traffic", () => left.Msgs.Count > 100);

        await leaving.DisposeAsync();
        await publishing.InTime("all to be published");
        await staying.PingAsync();

        var received = await left.Msgs.ReadAllAsync().Select(msg => msg.Data).ToListAsync().AsTask().InTime("the queue's end");
        while (kept.Msgs.TryRead(out var msg))
        {
            received.Add(msg.Data);
        }

        Assert.Equal(Enumerable.Range(0, Count), received.Order());
    }

    [Fact]
    public async Task A_subscription_that_leaves_its_group_under_traffic_loses_nothing_and_its_connection_stays()
    {
        const int Count = 20_000;
        var room = new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = Count } };
        await using var publisher = await Client.ConnectAsync(server.Url);
        await using var connection = await Client.ConnectAsync(server.Url);
        await using var kept = await connection.SubscribeCoreAsync<int>(subject, "group", opts: room);
        await using var left = await connection.SubscribeCoreAsync<int>(subject, "group", opts: room);
        await connection.PingAsync();
        var publishing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
            {
                await publisher.PublishAsync(subject, i);
            }

            await publisher.PingAsync();
        });
        await Eventually.Holds("traffic", () => left.Msgs.Count > 100);

        await left.DrainAsync().AsTask().InTime("the drain");
        var received = await left.Msgs.ReadAllAsync().Select(msg => msg.Data).ToListAsync().AsTask().InTime("the queue's end");
        await publishing.InTime("all to be published");
        await connection.PingAsync();
        while (kept.Msgs.TryRead(out var msg))
        {
            received.Add(msg.Data);
        }

        Assert.Equal(Enumerable.Range(0, Count), received.Order());
        await left.DrainAsync();
    }

    [Theory]
    [InlineData(50, Timeout.Infinite)]
    [InlineData(60_000, 50)]
    public async Task A_server_that_does_not_answer_holds_up_a_subscriptions_drain_only_so_long(int most, int patience)
    {
        using var silent = new FakeNatsServer();
        await using var connection = new NatsConnection(Client.Opts(silent.Url) with { DrainPingTimeout = TimeSpan.FromMilliseconds(most) });
        var connecting = connection.ConnectAsync().AsTask();
        using var peer = await silent.WelcomeAsync();
        await connecting.InTime("the connection");
        await using var sub = await connection.SubscribeCoreAsync<int>(subject);
        await peer.SendAsync($"MSG {subject} 1 1\r\n1\r\n");
        await Eventually.Holds("a message", () => sub.Msgs.Count == 1);

        using var impatience = new CancellationTokenSource(patience);
        await sub.DrainAsync(impatience.Token).AsTask().InTime("the drain");

        Assert.Equal([1], await sub.Msgs.ReadAllAsync().Select(msg => msg.Data).ToListAsync().AsTask().InTime("the queue's end"));
        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
    }

    [Fact]
    public async Task What_waits_to_be_sent_is_flushed()
    {
        await using var receiver = await Client.ConnectAsync(server.Url);
        await using var sub = await receiver.SubscribeCoreAsync<byte[]>(subject);
        await receiver.PingAsync();
        var leaving = await Client.ConnectAsync(server.Url, opts => opts with { WriterBufferSize = 4096 });
        var publishing = Enumerable.Range(0, 500).Select(_ => leaving.PublishAsync(subject, new byte[10_000]).AsTask()).ToList();
        await Task.WhenAll(publishing).InTime("all to be taken");

        await leaving.DisposeAsync();

        await Eventually.Holds("500 messages", () => sub.Msgs.Count == 500);
    }

    [Fact]
    public async Task A_request_on_its_way_still_gets_its_reply()
    {
        await using var responder = await Client.ConnectAsync(server.Url);
        await using var asked = await responder.SubscribeCoreAsync<int>(subject);
        await responder.PingAsync();
        var leaving = await Client.ConnectAsync(server.Url);
        var request = leaving.RequestAsync<int, int>(subject, 1).AsTask();
        var question = await asked.Msgs.ReadAsync().AsTask().InTime("the request");
        await question.ReplyAsync(2);
        await responder.PingAsync();

        await leaving.DisposeAsync();

        Assert.Equal(2, (await request.InTime("the reply")).Data);
    }

    [Fact]
    public async Task A_request_without_a_reply_ends_with_its_connection()
    {
        await using var responder = await Client.ConnectAsync(server.Url);
        await using var asked = await responder.SubscribeCoreAsync<int>(subject);
        await responder.PingAsync();
        var leaving = await Client.ConnectAsync(server.Url);
        var request = leaving.RequestAsync<int, int>(subject, 1).AsTask();
        await asked.Msgs.ReadAsync().AsTask().InTime("the request");

        await leaving.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => request).InTime("the end");
        Assert.True(request.IsFaulted);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await leaving.PublishAsync(subject));
        await leaving.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_does_not_hold_up_disposal_for_long()
    {
        using var silent = new FakeNatsServer();
        var connection = new NatsConnection(Client.Opts(silent.Url));
        var connecting = connection.ConnectAsync().AsTask();
        using var peer = await silent.WelcomeAsync();
        await connecting.InTime("the connection");
        var full = new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 1, FullMode = BoundedChannelFullMode.Wait } };
        var sub = await connection.SubscribeCoreAsync<int>(subject, opts: full);
        await peer.SendAsync($"MSG {subject} 1 1\r\n1\r\nMSG {subject} 1 1\r\n2\r\n");
        await Eventually.Holds("a full queue", () => sub.Msgs.Count == 1);

        await connection.DisposeAsync().AsTask().InTime("the end", TimeSpan.FromSeconds(20));
    }
}
