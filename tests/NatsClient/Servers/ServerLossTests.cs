using System.Collections.Concurrent;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>The server is killed, or stops answering, in the middle of everything.</summary>
public sealed class ServerLossTests : IAsyncLifetime
{
    private NatsServer server = null!;
    private NatsConnection connection = null!;
    private NatsJSContext js = null!;
    private INatsJSStream stream = null!;
    private string name = null!;

    public async Task InitializeAsync()
    {
        server = await NatsServer.StartAsync();
        connection = await Client.ConnectAsync(server.Url);
        js = new NatsJSContext(connection);
        stream = await js.NewStreamAsync();
        name = stream.Info.Config.Name!;
    }

    public async Task DisposeAsync()
    {
        await connection.DisposeAsync();
        server.Dispose();
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_consuming_goes_on_over_kills()
    {
        const int Count = 600;
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c") { AckWait = TimeSpan.FromSeconds(1) });
        var stored = new ConcurrentDictionary<ulong, int>();
        var handled = new ConcurrentDictionary<int, int>();
        using var stop = new CancellationTokenSource();
        var consuming = Task.Run(async () =>
        {
            await foreach (var msg in consumer.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxMsgs = 50 }, cancellationToken: stop.Token))
            {
                await msg.AckAsync(cancellationToken: stop.Token);
                handled.AddOrUpdate(msg.Data, 1, (_, times) => times + 1);
            }
        });
        var publishing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
            {
                var ack = await PublishUntilAcknowledgedAsync(i);
                Assert.Null(ack.Error);
                Assert.True(stored.TryAdd(ack.Seq, i), $"sequence {ack.Seq} was acknowledged twice");
            }
        });

        foreach (var after in new[] { Count / 4, Count / 2 })
        {
            await Eventually.Holds($"{after} stored messages", () => stored.Count >= after);
            server.Kill();
            await server.RestartAsync();
        }

        await publishing.InTime("all to be stored", TimeSpan.FromSeconds(30));
        await Eventually.Holds("all to be handled", () => handled.Count == Count, TimeSpan.FromSeconds(15), () => $"{handled.Count} of {Count}");
        await stream.RefreshAsync();
        Assert.Equal(Count, stream.Info.State.Messages);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => consuming).InTime("consuming to end");
    }

    [Fact]
    public async Task An_ordered_consumer_has_no_gap_over_a_kill()
    {
        await PublishAsync(0, 200);
        var ordered = await stream.CreateOrderedConsumerAsync();
        var got = new List<int>();
        await foreach (var msg in ordered.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxMsgs = 20, Expires = TimeSpan.FromSeconds(2) }))
        {
            got.Add(msg.Data);
            if (got.Count == 100)
            {
                server.Kill();
                await server.RestartAsync();
                await PublishAsync(200, 100);
            }

            if (got.Count == 300)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 300), got);
    }

    [Fact]
    public async Task Subscriptions_are_there_again_and_a_publish_waits_for_the_connection()
    {
        var disconnected = Event(handler => connection.ConnectionDisconnected += handler);
        var opened = Event(handler => connection.ConnectionOpened += handler);
        await using var sub = await connection.SubscribeCoreAsync<int>("loss");
        server.Kill();
        await disconnected.InTime("the disconnection");
        Assert.Equal(NatsConnectionState.Reconnecting, connection.ConnectionState);

        var publishing = connection.PublishAsync("loss", 7).AsTask();
        Assert.False(publishing.IsCompleted);
        await server.RestartAsync();

        await opened.InTime("the new connection");
        await publishing.InTime("the publish");
        Assert.Equal(7, (await sub.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    [Fact]
    public async Task A_publish_that_gave_up_while_disconnected_is_never_sent()
    {
        await using var sub = await connection.SubscribeCoreAsync<int>("loss");
        server.Kill();
        await Eventually.Holds("the disconnection", () => connection.ConnectionState == NatsConnectionState.Reconnecting);
        using var cancel = new CancellationTokenSource();
        var cancelled = connection.PublishAsync("loss", 1, cancellationToken: cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled).InTime("the cancellation");
        var request = connection.RequestAsync<int, int>("loss", 2, replyOpts: new NatsSubOpts { Timeout = TimeSpan.FromMilliseconds(100) }).AsTask();
        await Assert.ThrowsAsync<NatsNoReplyException>(() => request).InTime("the time-out");

        await server.RestartAsync();
        await connection.PublishAsync("loss", 3);

        Assert.Equal(3, (await sub.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    [Fact]
    public async Task A_request_fails_as_soon_as_its_connection_is_lost()
    {
        await using var sub = await connection.SubscribeCoreAsync<int>("loss");
        var request = connection.RequestAsync<int, int>("loss", 1, replyOpts: new NatsSubOpts { Timeout = TimeSpan.FromMinutes(1) }).AsTask();
        await sub.Msgs.ReadAsync().AsTask().InTime("the request");

        server.Kill();

        await Assert.ThrowsAsync<NatsNoReplyException>(() => request).InTime("the failure");
    }

    [Fact]
    public async Task A_server_that_stops_answering_is_left()
    {
        await using var watching = await Client.ConnectAsync(
            server.Url, opts => opts with { PingInterval = TimeSpan.FromMilliseconds(100), ConnectTimeout = TimeSpan.FromSeconds(1) });
        var disconnected = Event(handler => watching.ConnectionDisconnected += handler);
        ProcessSignal.Pause(server.ProcessId);
        try
        {
            Assert.Contains("PING", (await disconnected.InTime("the disconnection", TimeSpan.FromSeconds(3))).Message, StringComparison.Ordinal);
        }
        finally
        {
            ProcessSignal.Continue(server.ProcessId);
        }

        await watching.PingAsync().AsTask().InTime("the new connection");
    }

    [Fact]
    public async Task Of_several_urls_one_that_answers_is_enough()
    {
        await using var other = await NatsServer.StartAsync();
        await using var both = await Client.ConnectAsync($"nats://127.0.0.1:{FreePort.Next()},{server.Url},{other.Url}");
        var first = both.ServerInfo!.Id;
        var disconnected = Event(handler => both.ConnectionDisconnected += handler);
        (both.ServerInfo.Port == server.Port ? server : other).Kill();

        await disconnected.InTime("the disconnection");
        await both.PingAsync().AsTask().InTime("the other server");

        Assert.NotEqual(first, both.ServerInfo.Id);
    }

    [Fact]
    public async Task Many_failures_later_the_connection_still_comes_back()
    {
        var failures = 0;
        connection.ReconnectFailed += (_, _) =>
        {
            failures++;
            return ValueTask.CompletedTask;
        };
        server.Kill();
        await Eventually.Holds("ten failures", () => failures >= 10);

        await server.RestartAsync();

        await connection.PingAsync().AsTask().InTime("the connection");
    }

    [Fact]
    public async Task A_first_connect_waits_for_the_server_when_told_to()
    {
        server.Kill();
        await Assert.ThrowsAsync<NatsException>(() => Client.ConnectAsync(server.Url)).InTime("the refusal");
        await using var patient = new NatsConnection(Client.Opts(server.Url) with { RetryOnInitialConnect = true });
        var failed = Event(handler => patient.ReconnectFailed += handler);
        var connecting = patient.ConnectAsync().AsTask();
        await failed.InTime("the first failure");

        await server.RestartAsync();

        await connecting.InTime("the connection");
    }

    private static Task<NatsEventArgs> Event(Action<AsyncEventHandler<NatsEventArgs>> register)
    {
        var happened = new TaskCompletionSource<NatsEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        register((_, args) =>
        {
            happened.TrySetResult(args);
            return ValueTask.CompletedTask;
        });
        return happened.Task;
    }

    private async Task PublishAsync(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            await PublishUntilAcknowledgedAsync(i);
        }
    }

    // The message id makes it safe to send again what may have been stored.
    private async Task<PubAckResponse> PublishUntilAcknowledgedAsync(int number)
    {
        while (true)
        {
            try
            {
                return await js.PublishAsync($"{name}.a", number, opts: new NatsJSPubOpts { MsgId = $"{number}" });
            }
            catch (NatsJSPublishNoResponseException)
            {
                await connection.PingUntilAnsweredAsync();
            }
        }
    }
}
