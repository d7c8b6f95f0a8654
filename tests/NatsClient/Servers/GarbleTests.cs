using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>The whole connection under a server that may say anything: it is left and tried again, and nothing hangs or grows.</summary>
public sealed class GarbleTests : IDisposable
{
    private readonly FakeNatsServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task After_every_garbled_conversation_the_connection_comes_back_and_works()
    {
        await using var connection = new NatsConnection(Client.Opts(server.Url) with { ReconnectWaitMin = TimeSpan.Zero });
        var connecting = connection.ConnectAsync().AsTask();
        var welcome = await server.WelcomeAsync();
        await connecting.InTime("the connection");
        await using var first = await connection.SubscribeCoreAsync<byte[]>("a");
        await using var second = await connection.SubscribeCoreAsync<string>("b");
        welcome.Dispose();
        for (var seed = 0; seed < 300; seed++)
        {
            using var peer = await server.WelcomeAsync();
            await peer.SendAsync(new ServerTalk(seed).Garbled());
            await peer.SayNoMoreAsync();
        }

        using var good = await server.WelcomeAsync();
        await good.ReadLineAsync("SUB b 2");
        while (second.Msgs.TryRead(out _))
        {
        }

        await good.SendAsync("MSG b 2 5\r\nhello\r\n");
        Assert.Equal("hello", (await second.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    [Fact]
    public async Task Instead_of_a_greeting_anything_garbled_is_an_error()
    {
        var refused = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            await using var connection = new NatsConnection(Client.Opts(server.Url));
            var connecting = connection.ConnectAsync().AsTask();
            using var peer = await server.AcceptAsync();
            await peer.SendAsync(new ServerTalk(seed).Garbled());
            await peer.SayNoMoreAsync();
            try
            {
                await connecting.InTime($"an end with seed {seed}", TimeSpan.FromSeconds(30));
            }
            catch (NatsException)
            {
                refused++;
            }
        }

        // A few happen to hold a greeting and an answer to PING: those are taken, as they would be from a server.
        Assert.InRange(refused, 80, 100);
    }

    [Theory]
    [InlineData("MSG ")]
    [InlineData("INFO ")]
    [InlineData("-ERR ")]
    [InlineData("MSG a 1 68157441\r\n")]
    [InlineData("HMSG a 1 2147483647 2147483647\r\n")]
    public async Task A_line_or_a_message_without_end_is_left_long_before_it_fills_the_memory(string begin)
    {
        await using var connection = new NatsConnection(Client.Opts(server.Url));
        var connecting = connection.ConnectAsync().AsTask();
        using var peer = await server.WelcomeAsync();
        await connecting.InTime("the connection");
        await using var sub = await connection.SubscribeCoreAsync<byte[]>("a");

        await peer.SendAsync(begin);
        var sent = await peer.SendUntilLeftAsync(new byte[64 * 1024], most: 64 * 1024 * 1024);

        // Most of it lies in the system's buffers; what we take of a line is 64 KiB.
        Assert.InRange(sent, 0, 32 * 1024 * 1024);
        using var again = await server.WelcomeAsync();
    }

    [Fact]
    public async Task Headers_nobody_can_read_are_told_to_their_receiver_and_end_nothing()
    {
        await using var connection = new NatsConnection(Client.Opts(server.Url));
        var connecting = connection.ConnectAsync().AsTask();
        using var peer = await server.WelcomeAsync();
        await connecting.InTime("the connection");
        await using var sub = await connection.SubscribeCoreAsync<string>("a");
        await peer.ReadLineAsync("SUB a 1");

        await peer.SendAsync("HMSG a 1 12 13\r\nHTTP/1.0\r\n\r\nx\r\nHMSG a 1 3 3\r\n\r\n\r\r\nHMSG a 1 0 1\r\nx\r\nMSG a 1 4\r\ngood\r\n");

        Assert.IsType<NatsHeaderParseException>((await sub.Msgs.ReadAsync().AsTask().InTime("the first message")).Error);
        Assert.IsType<NatsHeaderParseException>((await sub.Msgs.ReadAsync().AsTask().InTime("the second message")).Error);
        Assert.Equal("x", (await sub.Msgs.ReadAsync().AsTask().InTime("the message with empty headers")).Data);
        Assert.Equal("good", (await sub.Msgs.ReadAsync().AsTask().InTime("the good message")).Data);
    }
}
