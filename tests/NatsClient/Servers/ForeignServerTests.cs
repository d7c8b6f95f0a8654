using System.Net;
using System.Net.Sockets;
using System.Text;
using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>What listens there does not keep to the protocol: the client leaves it and tries again, it never hangs.</summary>
public sealed class ForeignServerTests : IDisposable
{
    private const string Greeting = "INFO {\"server_id\":\"X\",\"version\":\"2.10.27\",\"max_payload\":1048576,\"headers\":true}\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public ForeignServerTests() => listener.Start();

    private string Url => $"nats://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Dispose() => listener.Dispose();

    [Theory]
    [InlineData("this is no NATS\r\n")]
    [InlineData("gibberish without an end")]
    [InlineData("MSG a 1 2\r\nfar too long\r\n")]
    [InlineData("MSG a 1 2147483647\r\n")]
    [InlineData("INFO {broken\r\n")]
    public async Task Garbage_is_left_and_the_connection_restored(string garbage)
    {
        await using var connection = new NatsConnection(Client.Opts(Url));
        var lost = new TaskCompletionSource<string>();
        connection.ConnectionDisconnected += (_, args) =>
        {
            lost.TrySetResult(args.Message);
            return ValueTask.CompletedTask;
        };
        var connecting = connection.ConnectAsync().AsTask();
        using var first = await WelcomeAsync();
        await connecting.InTime("the first connection");

        await first.GetStream().WriteAsync(Encoding.ASCII.GetBytes(garbage));

        Assert.NotEmpty(await lost.Task.InTime("the disconnection"));
        using var second = await WelcomeAsync();
        await Eventually.Holds("the second connection", () => connection.ConnectionState == NatsConnectionState.Open);
    }

    [Fact]
    public async Task A_message_split_at_every_byte_arrives_whole()
    {
        await using var connection = new NatsConnection(Client.Opts(Url));
        var connecting = connection.ConnectAsync().AsTask();
        using var server = await WelcomeAsync();
        await connecting.InTime("the connection");
        await using var sub = await connection.SubscribeCoreAsync<string>("a");

        foreach (var one in Encoding.ASCII.GetBytes("HMSG a 1 reply 18 23\r\nNATS/1.0\r\nA: b\r\n\r\nhello\r\nMSG a 1 0\r\n\r\n"))
        {
            await server.GetStream().WriteAsync(new[] { one });
        }

        var msg = await sub.Msgs.ReadAsync().AsTask().InTime("the message");
        Assert.Equal(("hello", "b", "reply"), (msg.Data, msg.Headers!["A"].ToString(), msg.ReplyTo));
        Assert.True((await sub.Msgs.ReadAsync().AsTask().InTime("the empty message")).IsEmpty);
    }

    [Fact]
    public async Task Something_that_never_greets_is_given_up_in_time()
    {
        await using var connection = new NatsConnection(Client.Opts(Url) with { ConnectTimeout = TimeSpan.FromMilliseconds(200) });
        var failure = await Assert.ThrowsAsync<NatsException>(async () => await connection.ConnectAsync()).InTime("the failure");
        Assert.Contains("0.2 s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(NatsConnectionState.Closed, connection.ConnectionState);
    }

    [Fact]
    public async Task A_web_server_is_no_nats_server()
    {
        await using var connection = new NatsConnection(Client.Opts(Url));
        var connecting = connection.ConnectAsync().AsTask();
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        var failure = await Assert.ThrowsAsync<NatsException>(() => connecting).InTime("the failure");
        Assert.IsType<NatsProtocolViolationException>(failure.InnerException);
    }

    private async Task<TcpClient> WelcomeAsync()
    {
        var client = await listener.AcceptTcpClientAsync().InTime("a connection");
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Greeting));
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().EndsWith("PING\r\n", StringComparison.Ordinal))
        {
            received.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        await stream.WriteAsync("PONG\r\n"u8.ToArray());
        return client;
    }
}
