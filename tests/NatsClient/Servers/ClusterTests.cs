using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>Two servers, of which the first is lost in every way there is.</summary>
public sealed class ClusterTests
{
    private readonly int route = FreePort.Next();

    [Fact]
    public async Task A_server_that_joins_later_is_heard_of_and_takes_over_when_the_first_dies()
    {
        await using var first = await StartAsync("first", route);
        await using var connection = await Client.ConnectAsync(first.Url);
        await using var sub = await connection.SubscribeCoreAsync<string>("a");
        await using var second = await StartAsync("second", FreePort.Next());
        await Eventually.Holds("word of the second server", () => Knows(connection, second));

        first.Kill();

        await Eventually.Holds("the second server", () => IsAt(connection, second), found: () => $"{connection.ConnectionState}");
        await connection.PingAsync();
        await using var other = await Client.ConnectAsync(second.Url);
        await other.PublishAsync("a", "still here");
        Assert.Equal("still here", (await sub.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    [Fact]
    public async Task A_server_that_announces_its_end_is_left_for_the_other()
    {
        await using var first = await StartAsync("first", route);
        await using var second = await StartAsync("second", FreePort.Next());
        await using var connection = await Client.ConnectAsync(first.Url);
        await using var sub = await connection.SubscribeCoreAsync<int>("a");
        await Eventually.Holds("word of the second server", () => Knows(connection, second));
        var told = new TaskCompletionSource<Uri>();
        connection.LameDuckModeActivated += (_, args) =>
        {
            told.TrySetResult(args.Uri);
            return ValueTask.CompletedTask;
        };

        ProcessSignal.LameDuck(first.ProcessId);

        Assert.Equal(new Uri(first.Url), await told.Task.InTime("the announcement"));
        await Eventually.Holds("the second server", () => IsAt(connection, second));
        await connection.PublishAsync("a", 7);
        Assert.Equal(7, (await sub.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_for_the_other_and_pulling_goes_on_there()
    {
        await using var first = await NatsServer.StartAsync();
        await using var second = await NatsServer.StartAsync();
        foreach (var server in new[] { first, second })
        {
            await using var setup = await Client.ConnectAsync(server.Url);
            var js = new NatsJSContext(setup);
            await js.CreateStreamAsync(new StreamConfig("S", ["s"]));
            await js.CreateConsumerAsync("S", new ConsumerConfig("c"));
        }

        await using var connection = await Client.ConnectAsync(
            $"{first.Url},{second.Url}", opts => opts with { NoRandomize = true, PingInterval = TimeSpan.FromMilliseconds(250) });
        var consumer = await new NatsJSContext(connection).GetConsumerAsync("S", "c");
        var reading = consumer.ConsumeAsync<int>().FirstAsync().AsTask();
        await Eventually.Holds("a waiting pull", async () => (await WaitingPullsAsync(first)) == 1);

        ProcessSignal.Pause(first.ProcessId);
        try
        {
            await Eventually.Holds("the second server", () => IsAt(connection, second));
            await using var other = await Client.ConnectAsync(second.Url);
            await new NatsJSContext(other).PublishAsync("s", 7);
            Assert.Equal(7, (await reading.InTime("the message")).Data);
        }
        finally
        {
            ProcessSignal.Continue(first.ProcessId);
        }
    }

    [Fact]
    public async Task What_is_no_address_among_others_ends_no_connection()
    {
        using var server = new FakeNatsServer();
        await using var connection = new NatsConnection(Client.Opts(server.Url));
        var connecting = connection.ConnectAsync().AsTask();
        using (await server.WelcomeAsync(""","connect_urls":["","no address","x:99999","nats://a:b:c"]"""))
        {
            await connecting.InTime("the connection");
        }

        using var again = await server.WelcomeAsync();
        await Eventually.Holds("the second connection", () => connection.ConnectionState == NatsConnectionState.Open);
    }

    private static bool Knows(NatsConnection connection, NatsServer server) =>
        connection.ServerInfo!.ClientConnectUrls?.Contains($"127.0.0.1:{server.Port}") == true;

    private static bool IsAt(NatsConnection connection, NatsServer server) =>
        connection.ConnectionState == NatsConnectionState.Open && connection.ServerInfo!.Port == server.Port;

    private static async Task<int> WaitingPullsAsync(NatsServer server)
    {
        await using var connection = await Client.ConnectAsync(server.Url);
        return (int)(await new NatsJSContext(connection).GetConsumerAsync("S", "c")).Info.NumWaiting;
    }

    private Task<NatsServer> StartAsync(string name, int port) => NatsServer.StartAsync(new NatsServerSettings
    {
        JetStream = false,
        ExtraConfiguration = $$"""
            server_name: {{name}}
            lame_duck_duration: "30s"
            lame_duck_grace_period: "100ms"
            cluster { name: both, listen: "127.0.0.1:{{port}}", routes: [ "nats://127.0.0.1:{{route}}" ] }
            """,
    });
}
