using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>Everything that waits is bounded: publishers wait, a slow subscription's messages are dropped, and somebody is told.</summary>
public sealed class SlownessTests : IDisposable
{
    private readonly FakeNatsServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Publishers_wait_for_a_server_that_does_not_read_and_go_on_when_it_does()
    {
        await using var connection = Connection(opts => opts with { WriterBufferSize = 4096, CommandTimeout = TimeSpan.FromSeconds(30) });
        using var peer = await OpenAsync(connection);
        var payload = new byte[64 * 1024];
        var published = 0;
        var publishing = Task.Run(async () =>
        {
            for (; published < 2000; published++)
            {
                await connection.PublishAsync("a", payload);
            }
        });

        // 128 MB would be more than the system's buffers hold: at some point nothing moves any more.
        var (before, polls) = (0, 0);
        await Eventually.Holds("the publisher to wait", () =>
        {
            polls = before == published ? polls + 1 : 0;
            before = published;
            return polls == 10;
        });
        Assert.False(publishing.IsCompleted);

        var reading = peer.SwallowAsync(2000L * payload.Length);
        await publishing.InTime("all to be published");
        await reading.InTime("all to arrive");
        peer.Dispose();
    }

    [Fact]
    public async Task A_publisher_that_waited_too_long_is_told_that_nothing_was_sent()
    {
        await using var connection = Connection(opts => opts with { WriterBufferSize = 4096, CommandTimeout = TimeSpan.FromMilliseconds(100) });
        using var peer = await OpenAsync(connection);
        var payload = new byte[1024 * 1024];

        var late = await Assert.ThrowsAsync<NatsTimeoutException>(async () =>
        {
            while (true)
            {
                await connection.PublishAsync("some.subject", payload);
            }
        }).InTime("the time-out");

        Assert.Contains("some.subject", late.Message, StringComparison.Ordinal);
        Assert.Contains("not sent", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_only_asks_and_never_reads_does_not_fill_the_memory()
    {
        await using var connection = Connection(opts => opts with { WriterBufferSize = 4096 });
        using var peer = await OpenAsync(connection);
        await using var sub = await connection.SubscribeCoreAsync<string>("a");
        await peer.ReadLineAsync("SUB a 1");
        var questions = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("PING\r\n", 10_000)));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 500; i++)
        {
            await peer.SendAsync(questions);
        }

        await peer.SendAsync(Messages(7));
        Assert.Equal("7", (await sub.Msgs.ReadAsync().AsTask().InTime("the message after the questions")).Data);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * 1024 * 1024);
        peer.Dispose();
    }

    [Fact]
    public async Task A_slow_subscription_is_told_once_an_episode_and_each_dropped_message_by_itself()
    {
        await using var connection = Connection();
        var slow = new ConcurrentQueue<NatsSubBase>();
        var dropped = new ConcurrentQueue<object?>();
        connection.SlowConsumerDetected += (_, args) => Add(slow, args.Subscription);
        connection.MessageDropped += (_, args) => Add(dropped, args.Data);
        using var peer = await OpenAsync(connection);
        var sub = await connection.SubscribeCoreAsync<string>("a", opts: new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 1 } });
        await peer.ReadLineAsync("SUB a");

        await peer.SendAsync(Messages(1, 2, 3));
        await Eventually.Holds("two drops", () => dropped.Count == 2);
        Assert.Equal("3", (await sub.Msgs.ReadAsync()).Data);
        await peer.SendAsync(Messages(4, 5));
        await Eventually.Holds("the third drop", () => dropped.Count == 3);

        Assert.Equal(["1", "2", "4"], dropped);
        Assert.Equal([(NatsSubBase)sub, (NatsSubBase)sub], slow);
    }

    [Fact]
    public async Task A_stuck_handler_does_not_fill_the_memory_and_the_log_tells_what_it_missed()
    {
        var log = new ListLogger();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        await using var connection = Connection(opts => opts with { LoggerFactory = logs });
        var release = new TaskCompletionSource();
        var told = 0;
        connection.MessageDropped += async (_, _) =>
        {
            await release.Task;
            told++;
        };
        using var peer = await OpenAsync(connection);
        await using var sub = await connection.SubscribeCoreAsync<string>("a", opts: new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 1 } });
        await peer.ReadLineAsync("SUB a");

        await peer.SendAsync(Messages([.. Enumerable.Range(1, 5000)]));
        await peer.SendAsync("PING\r\n");
        await peer.ReadLineAsync("PONG");
        release.SetResult();

        await Eventually.Holds("the missing ones to be told", () => log.Lines.Any(line => line.Contains("events were left out", StringComparison.Ordinal)));
        await Eventually.Holds("the rest", () => told > 1000);
        Assert.InRange(told, 1000, 1026);
    }

    private static string Messages(params int[] numbers) => string.Concat(numbers.Select(number => $"MSG a 1 {$"{number}".Length}\r\n{number}\r\n"));

    private static ValueTask Add<T>(ConcurrentQueue<T> to, T item)
    {
        to.Enqueue(item);
        return ValueTask.CompletedTask;
    }

    private NatsConnection Connection(Func<NatsOpts, NatsOpts>? change = null)
    {
        var opts = Client.Opts(server.Url);
        return new NatsConnection(change?.Invoke(opts) ?? opts);
    }

    private async Task<FakeNatsPeer> OpenAsync(NatsConnection connection)
    {
        var connecting = connection.ConnectAsync().AsTask();
        var peer = await server.WelcomeAsync();
        await connecting.InTime("the connection");
        return peer;
    }
}
