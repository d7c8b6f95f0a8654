using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>What a server would close the connection over is refused before it is sent.</summary>
public sealed class LimitTests
{
    private static readonly NatsHeaders Headers = new() { ["A"] = "b" };

    [Fact]
    public async Task A_payload_too_large_is_refused_by_name_and_size_and_the_connection_stays()
    {
        await using var server = await StartAsync("max_payload: 1000");
        await using var connection = await Client.ConnectAsync(server.Url);
        var id = connection.ServerInfo!.ClientId;
        var headers = new NatsHeaders { ["A"] = new string('x', 980) };

        foreach (var send in new Func<Task>[]
        {
            () => connection.PublishAsync("large.one", new byte[1001]).AsTask(),
            () => connection.PublishAsync("large.one", new byte[30], headers).AsTask(),
            () => connection.RequestAsync<byte[], byte[]>("large.one", new byte[1001]).AsTask(),
        })
        {
            var refusal = await Assert.ThrowsAsync<NatsPayloadTooLargeException>(send);
            Assert.Contains("large.one", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("1000", refusal.Message, StringComparison.Ordinal);
        }

        await connection.PublishAsync("large.one", new byte[1000]);
        await connection.PingAsync();
        Assert.Equal(id, connection.ServerInfo.ClientId);
    }

    [Fact]
    public async Task What_waited_for_the_first_connection_is_measured_by_it_too()
    {
        await using var server = await StartAsync("max_payload: 1000");
        await using var connection = new NatsConnection(Client.Opts(server.Url));
        await using var requesting = new NatsConnection(Client.Opts(server.Url));

        await Assert.ThrowsAsync<NatsPayloadTooLargeException>(async () => await connection.PublishAsync("large", new byte[1001])).InTime("the refusal");
        await Assert.ThrowsAsync<NatsPayloadTooLargeException>(
            async () => await requesting.RequestAsync<byte[], byte[]>("large", new byte[1001])).InTime("the refusal");

        Assert.Equal((NatsConnectionState.Open, NatsConnectionState.Open), (connection.ConnectionState, requesting.ConnectionState));
    }

    [Fact]
    public async Task Headers_are_refused_where_the_server_has_none()
    {
        await using var server = await StartAsync("no_header_support: true");
        await using var connection = await Client.ConnectAsync(server.Url);
        var refusal = await Assert.ThrowsAsync<NatsException>(async () => await connection.PublishAsync("a", 1, Headers));
        Assert.Contains("headers", refusal.Message, StringComparison.Ordinal);
        await connection.PublishAsync("a", 1);
        await connection.PingAsync();
    }

    [Fact]
    public async Task Too_many_subscriptions_are_the_reason_the_connection_is_lost_for()
    {
        await using var server = await StartAsync("max_subscriptions: 1");
        await using var connection = await Client.ConnectAsync(server.Url);
        var told = new TaskCompletionSource<NatsServerErrorKind>();
        connection.ServerError += (_, args) =>
        {
            told.TrySetResult(args.Kind);
            return ValueTask.CompletedTask;
        };
        await using var one = await connection.SubscribeCoreAsync<int>("a");
        await using var two = await connection.SubscribeCoreAsync<int>("b");

        Assert.Equal(NatsServerErrorKind.MaximumSubscriptionsExceeded, await told.Task.InTime("the complaint"));
    }

    private static Task<NatsServer> StartAsync(string configuration) =>
        NatsServer.StartAsync(new NatsServerSettings { JetStream = false, ExtraConfiguration = configuration });
}
