using System.Collections.Concurrent;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>
/// The server is killed and stopped again and again while several publish and several consume, each in every way the pipeline does.
/// </summary>
public sealed class KillUnderTrafficTests : IAsyncLifetime, IDisposable
{
    private const int EachPublishes = 400;

    private static readonly string[] Writers = ["id.a", "id.b", "sequence.a", "sequence.b"];

    private readonly ConcurrentDictionary<ulong, string> acknowledged = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, int>> handled = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<NatsConnection> connections = [];
    private NatsServer server = null!;

    public async Task InitializeAsync() => server = await NatsServer.StartAsync();

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        server.Dispose();
    }

    public void Dispose() => stop.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_stored_twice_and_nobody_stalls()
    {
        var js = await ConnectAsync();
        var stream = await js.CreateStreamAsync(new StreamConfig("S", ["s.>"]) { AllowDirect = true });
        foreach (var durable in new[] { "shared", "fetched" })
        {
            await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig(durable) { AckWait = TimeSpan.FromSeconds(1), MaxAckPending = 500 });
        }

        var ordered = new List<ulong>();
        Task[] reading =
        [
            ConsumeAsync("shared"), ConsumeAsync("shared"), FetchAsync("fetched"), ReadInOrderAsync(ordered),
        ];
        var writing = Task.WhenAll(Writers.Select(WriteAsync));

        var all = Writers.Length * EachPublishes;
        for (var round = 1; round <= 5; round++)
        {
            await Eventually.Holds($"traffic before round {round}", () => acknowledged.Count >= all * round / 7, TimeSpan.FromSeconds(20), Found);
            if (round == 3)
            {
                await StopForAWhileAsync();
            }
            else
            {
                server.Kill();
                await server.RestartAsync();
            }
        }

        await writing.InTime("all to be stored", TimeSpan.FromSeconds(30));
        await Eventually.Holds(
            "all to be handled by everybody", () => handled.Count == 2 && handled.Values.All(one => one.Count == all), TimeSpan.FromSeconds(20), Found);
        await Eventually.Holds("all to be read in order", () => ordered.Count >= all, TimeSpan.FromSeconds(20), Found);

        await stream.RefreshAsync();
        Assert.Equal((all, (ulong)all), (stream.Info.State.Messages, stream.Info.State.LastSeq));
        Assert.Equal(all, acknowledged.Values.Distinct().Count());
        Assert.Equal(Enumerable.Range(1, all).Select(sequence => (ulong)sequence), ordered);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(reading)).InTime("the readers to end");

        string Found() => $"{acknowledged.Count} acknowledged, {ordered.Count} in order, "
            + string.Join(", ", handled.Select(one => $"{one.Key} {one.Value.Count}"));
    }

    private async Task StopForAWhileAsync()
    {
        ProcessSignal.Pause(server.ProcessId);
        try
        {
            await Eventually.Holds("all to leave the hanging server", () => connections.All(one => one.ConnectionState != NatsConnectionState.Open));
        }
        finally
        {
            ProcessSignal.Continue(server.ProcessId);
        }
    }

    private async Task<NatsJSContext> ConnectAsync()
    {
        var connection = await Client.ConnectAsync(
            server.Url, opts => opts with { PingInterval = TimeSpan.FromMilliseconds(100), ConnectTimeout = TimeSpan.FromMilliseconds(500) });
        connections.Add(connection);
        return new NatsJSContext(connection);
    }

    private async Task WriteAsync(string writer)
    {
        var js = await ConnectAsync();
        var last = 0ul;
        for (var i = 0; i < EachPublishes; i++)
        {
            var text = $"{writer} {i}";
            last = writer.StartsWith("id", StringComparison.Ordinal)
                ? (await UntilAnsweredAsync(js, text, new NatsJSPubOpts { MsgId = text })).Seq
                : await CompareAndSetAsync(js, text, last);
            Assert.True(acknowledged.TryAdd(last, text), $"sequence {last} was acknowledged for {text} and {acknowledged[last]}");
        }
    }

    // Refused after an unknown outcome: what is stored last tells whether that was us.
    private static async Task<ulong> CompareAndSetAsync(NatsJSContext js, string text, ulong last)
    {
        var ack = await UntilAnsweredAsync(js, text, new NatsJSPubOpts { ExpectedLastSubjectSequence = last });
        if (ack.Error is null)
        {
            return ack.Seq;
        }

        Assert.Equal(10071, ack.Error.ErrCode);
        while (true)
        {
            try
            {
                var stream = await js.GetStreamAsync("S");
                var stored = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { LastBySubj = Subject(text) });
                Assert.Equal(text, stored.Data);
                return ulong.Parse(stored.Headers!["Nats-Sequence"]!, System.Globalization.CultureInfo.InvariantCulture);
            }
            catch (NatsException exception) when (exception is NatsNoReplyException or NatsNoRespondersException or NatsJSException)
            {
                await js.Connection.PingUntilAnsweredAsync();
            }
        }
    }

    private static async Task<PubAckResponse> UntilAnsweredAsync(NatsJSContext js, string text, NatsJSPubOpts opts)
    {
        while (true)
        {
            try
            {
                return await js.PublishAsync(Subject(text), text, opts: opts);
            }
            catch (NatsJSPublishNoResponseException)
            {
                await js.Connection.PingUntilAnsweredAsync();
            }
        }
    }

    private static string Subject(string text) => $"s.{text.Split(' ')[0]}";

    private async Task ConsumeAsync(string durable)
    {
        var consumer = await (await ConnectAsync()).GetConsumerAsync("S", durable);
        await foreach (var msg in consumer.ConsumeAsync<string>(opts: new NatsJSConsumeOpts { MaxMsgs = 50 }, cancellationToken: stop.Token))
        {
            await HandleAsync(durable, msg);
        }
    }

    private async Task FetchAsync(string durable)
    {
        var consumer = await (await ConnectAsync()).GetConsumerAsync("S", durable);
        while (true)
        {
            await foreach (var msg in consumer.FetchAsync<string>(
                new NatsJSFetchOpts { MaxMsgs = 50, Expires = TimeSpan.FromSeconds(1) }, cancellationToken: stop.Token))
            {
                await HandleAsync(durable, msg);
            }
        }
    }

    private async Task HandleAsync(string durable, INatsJSMsg<string> msg)
    {
        await msg.AckAsync(cancellationToken: stop.Token);
        handled.GetOrAdd(durable, _ => new()).AddOrUpdate(msg.Data!, 1, (_, times) => times + 1);
    }

    private async Task ReadInOrderAsync(List<ulong> sequences)
    {
        var ordered = await (await (await ConnectAsync()).GetStreamAsync("S")).CreateOrderedConsumerAsync();
        await foreach (var msg in ordered.ConsumeAsync<string>(opts: new NatsJSConsumeOpts { MaxMsgs = 50 }, cancellationToken: stop.Token))
        {
            sequences.Add(msg.Metadata!.Value.Sequence.Stream);
        }
    }
}
