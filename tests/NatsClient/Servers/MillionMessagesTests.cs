using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

public sealed class MillionMessagesTests
{
    private const int Count = 1_000_000;
    private const int Window = 2000;

    [Fact]
    public async Task A_million_messages_are_replayed_without_a_gap()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { SyncInterval = "2m" });
        await using var connection = await Client.ConnectAsync(server.Url);
        var js = new NatsJSContext(connection);
        var stream = await js.CreateStreamAsync(new StreamConfig("M", ["m"]));
        await StoreAsync(js);
        await stream.RefreshAsync();
        Assert.Equal(Count, stream.Info.State.Messages);

        var ordered = await stream.CreateOrderedConsumerAsync();
        var next = 0;
        await foreach (var msg in ordered.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxMsgs = 20_000 }))
        {
            if (msg.Data != next || msg.Metadata!.Value.Sequence.Stream != (ulong)next + 1)
            {
                Assert.Fail($"Message {next} was awaited, and {msg.Data} came, which is stored as {msg.Metadata!.Value.Sequence.Stream}.");
            }

            if (++next == Count)
            {
                break;
            }
        }
    }

    // Each window's last message is acknowledged, and so all before it are stored: a connection's messages keep their order.
    private static async Task StoreAsync(NatsJSContext js)
    {
        var before = Task.CompletedTask;
        for (var i = 0; i < Count; i++)
        {
            if (i % Window != Window - 1)
            {
                await js.Connection.PublishAsync("m", i);
                continue;
            }

            var stored = StoreOneAsync(js, i);
            await before;
            before = stored;
        }

        await before.InTime("the last acknowledgement");
    }

    private static async Task StoreOneAsync(NatsJSContext js, int number)
    {
        var ack = await js.PublishAsync("m", number);
        Assert.Equal((ulong)number + 1, ack.Seq);
    }
}
