using System.Net.Sockets;
using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>A pull may end by a status that does not count what it still asked for, as when a cluster chooses another leader.</summary>
public sealed class LostPullTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>
{
    [Theory]
    [InlineData("Leadership Change")]
    [InlineData("Exceeded MaxWaiting")]
    public async Task Another_pull_follows_at_once(string status)
    {
        await using var connection = await Client.ConnectAsync(server.Url);
        var stream = await new NatsJSContext(connection).NewStreamAsync();
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("reader") { AckPolicy = ConsumerConfigAckPolicy.Explicit });
        using var listener = await ListenAsync($"$JS.API.CONSUMER.MSG.NEXT.{stream.Info.Config.Name}.reader");
        using var reader = new StreamReader(listener.GetStream());
        await LineAsync(reader, "PONG");
        using var stop = new CancellationTokenSource();
        var consuming = consumer.ConsumeAsync<string>(cancellationToken: stop.Token).GetAsyncEnumerator();
        var first = consuming.MoveNextAsync().AsTask();

        var inbox = await NextPullAsync(reader);
        var block = $"NATS/1.0 409 {status}\r\n\r\n";
        await SendAsync(listener, $"HPUB {inbox} {block.Length} {block.Length}\r\n{block}\r\n");
        await NextPullAsync(reader);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await consuming.DisposeAsync();
    }

    private async Task<TcpClient> ListenAsync(string subject)
    {
        var address = new Uri(server.Url);
        var listener = new TcpClient();
        await listener.ConnectAsync(address.Host, address.Port);
        await SendAsync(listener, $"CONNECT {{\"headers\":true,\"verbose\":false}}\r\nSUB {subject} 1\r\nPING\r\n");
        return listener;
    }

    private static async Task SendAsync(TcpClient listener, string text) => await listener.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Where the next pull's answer goes; well before a missing heartbeat would bring one.</summary>
    private static async Task<string> NextPullAsync(StreamReader reader) => (await LineAsync(reader, "MSG ")).Split(' ')[3];

    private static async Task<string> LineAsync(StreamReader reader, string begin)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync().InTime(begin) ?? throw new EndOfStreamException("the server closed the connection");
            if (line.StartsWith(begin, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }
}
