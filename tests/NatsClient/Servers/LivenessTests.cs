using System.Diagnostics;
using System.Threading.Channels;
using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

public sealed class LivenessTests : IDisposable
{
    // Three of them are a silence: long enough that a busy machine's own pauses are none.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly FakeNatsServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_server_that_says_nothing_is_left_and_tried_again()
    {
        await using var connection = Connection();
        var connecting = connection.ConnectAsync().AsTask();
        using var silent = await server.WelcomeAsync();
        await connecting.InTime("the connection");
        var pinging = connection.PingAsync().AsTask();

        await silent.LeftAsync();

        var unanswered = await Assert.ThrowsAsync<NatsNoReplyException>(() => pinging).InTime("the unanswered PING to fail");
        Assert.Contains("PONG", unanswered.Message, StringComparison.Ordinal);
        using var again = await server.WelcomeAsync();
    }

    [Fact]
    public async Task A_server_that_asks_before_it_accepts_us_is_answered()
    {
        await using var connection = Connection();
        var connecting = connection.ConnectAsync().AsTask();
        using var asking = await server.AcceptAsync();
        await asking.SendAsync(FakeNatsServer.Greeting() + "PING\r\n");
        await asking.ReadLineAsync("CONNECT ");
        await asking.ReadLineAsync("PONG");
        await asking.SendAsync("+OK\r\nPONG\r\n");
        await connecting.InTime("the connection");
    }

    [Fact]
    public async Task A_server_that_says_anything_is_alive()
    {
        await using var connection = Connection();
        var connecting = connection.ConnectAsync().AsTask();
        using var busy = await server.WelcomeAsync();
        await connecting.InTime("the connection");
        for (var i = 0; i < 5; i++)
        {
            await busy.ReadLineAsync("PING");
            await busy.SendAsync("+OK\r\n");
        }

        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
    }

    [Fact]
    public async Task A_subscription_that_makes_us_wait_is_not_taken_for_the_servers_silence()
    {
        await using var connection = Connection();
        var connecting = connection.ConnectAsync().AsTask();
        using var waiting = await server.WelcomeAsync();
        await connecting.InTime("the connection");
        var full = new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 1, FullMode = BoundedChannelFullMode.Wait } };
        await using var sub = await connection.SubscribeCoreAsync<string>("a", opts: full);
        await waiting.ReadLineAsync("SUB a");
        await waiting.SendAsync("MSG a 1 1\r\n1\r\nMSG a 1 1\r\n2\r\nMSG a 1 1\r\n3\r\n");
        await Eventually.Holds("a full queue", () => sub.Msgs.Count == 1);

        await OneThatIsLeftMeanwhileAsync();

        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
        Assert.Equal(["1", "2", "3"], await sub.Msgs.ReadAllAsync().Take(3).Select(msg => msg.Data).ToListAsync().AsTask().InTime("all messages"));
        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
    }

    [Fact]
    public async Task A_server_that_takes_us_and_lets_us_go_at_once_is_not_asked_without_a_pause()
    {
        var pause = TimeSpan.FromMilliseconds(300);
        await using var connection = new NatsConnection(Client.Opts(server.Url) with { ReconnectWaitMin = pause, ReconnectWaitMax = pause });
        var begun = Stopwatch.GetTimestamp();
        var connecting = connection.ConnectAsync().AsTask();
        (await server.WelcomeAsync()).Dispose();
        await connecting.InTime("the connection");
        (await server.WelcomeAsync()).Dispose();
        (await server.WelcomeAsync()).Dispose();

        // Two pauses lie between three connections; the first may have begun a moment before we looked.
        Assert.True(Stopwatch.GetElapsedTime(begun) > pause * 1.5);
    }

    [Fact]
    public async Task Without_an_interval_no_server_is_asked()
    {
        await using var connection = new NatsConnection(Client.Opts(server.Url) with { PingInterval = TimeSpan.Zero });
        var connecting = connection.ConnectAsync().AsTask();
        using var unasked = await server.WelcomeAsync();
        await connecting.InTime("the connection");

        await OneThatIsLeftMeanwhileAsync();

        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
        await connection.PublishAsync("a");
        Assert.Equal("PUB a 0", await unasked.ReadLineAsync(""));
    }

    private NatsConnection Connection() => new(Client.Opts(server.Url) with { PingInterval = Interval });

    // Our clock: while this connection is given up for silence, any other would be too.
    private static async Task OneThatIsLeftMeanwhileAsync()
    {
        using var other = new FakeNatsServer();
        await using var connection = new NatsConnection(Client.Opts(other.Url) with { PingInterval = Interval });
        var connecting = connection.ConnectAsync().AsTask();
        using var silent = await other.WelcomeAsync();
        await connecting.InTime("the other connection");
        await silent.LeftAsync();
    }
}
