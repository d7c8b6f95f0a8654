using System.Globalization;
using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.NatsClient.Servers;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Foreign;

/// <summary>Streams that our client and the official JavaScript clients share: each reads, acknowledges and fences what the other stored.</summary>
public sealed class JavaScriptStreamTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>, IAsyncLifetime
{
    private const int WrongLastSequence = 10071;

    private readonly string name = Client.Name("J");
    private NatsConnection connection = null!;
    private NatsJSContext ours = null!;
    private INatsJSStream stream = null!;

    public async Task InitializeAsync()
    {
        connection = await Client.ConnectAsync(server.Url);
        ours = new NatsJSContext(connection);
        stream = await ours.CreateStreamAsync(new StreamConfig(name, [$"{name}.>"]) { AllowDirect = true });
    }

    public async Task DisposeAsync() => await connection.DisposeAsync();

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task What_one_stores_the_other_reads_and_acknowledges(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        await ours.CreateConsumerAsync(name, new ConsumerConfig("theirs"));
        var consumer = await ours.CreateConsumerAsync(name, new ConsumerConfig("ours"));
        for (var i = 1; i <= 40; i += 2)
        {
            (await ours.PublishAsync($"{name}.a", $"{i}", headers: new NatsHeaders { ["By"] = "us" })).EnsureSuccess();
            await theirs.DoAsync(new { deed = "store", subject = $"{name}.a", data = Base64($"{i + 1}"), headers = new Dictionary<string, string[]> { ["By"] = ["them"] } });
        }

        var readByThem = await theirs.ReadAsync(new { deed = "consume", stream = name, consumer = "theirs", count = 40 });
        var readByUs = new List<(string?, string, ulong?, ulong?)>();
        await foreach (var msg in consumer.ConsumeAsync<string>())
        {
            readByUs.Add((msg.Data, msg.Headers!["By"].ToString(), msg.Metadata?.Sequence.Stream, msg.Metadata?.NumDelivered));
            await msg.AckAsync(new AckOpts { DoubleAck = true });
            if (readByUs.Count == 40)
            {
                break;
            }
        }

        Assert.Equal(
            Enumerable.Range(1, 40).Select(i => ((string?)$"{i}", i % 2 == 1 ? "us" : "them", (ulong?)i, (ulong?)1)),
            readByUs);
        Assert.Equal(
            Enumerable.Range(1, 40).Select(i => ($"{i}", i % 2 == 1 ? "us" : "them", (ulong)i, 1)),
            readByThem.Select(it => (Encoding.UTF8.GetString(it.Data), it.Headers["By"].Single(), it.Sequence, it.Deliveries)));
        foreach (var durable in new[] { "ours", "theirs" })
        {
            var info = (await ours.GetConsumerAsync(name, durable)).Info;
            Assert.Equal((40UL, 0, 0UL), (info.AckFloor.StreamSeq, info.NumAckPending, info.NumPending));
        }
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task What_one_gives_back_comes_to_the_other(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        var consumer = await ours.CreateConsumerAsync(name, new ConsumerConfig("shared"));
        (await ours.PublishAsync($"{name}.a", "x")).EnsureSuccess();

        var first = (await consumer.NextAsync<string>())!;
        await first.NakAsync();
        var second = ForeignMessage.Of(await theirs.DoAsync(new { deed = "giveBack", stream = name, consumer = "shared" }));
        var third = (await consumer.NextAsync<string>())!;
        await third.AckTerminateAsync(new AckOpts { DoubleAck = true });
        await consumer.RefreshAsync();

        Assert.Equal((1UL, 2, 3UL), (first.Metadata!.Value.NumDelivered, second.Deliveries, third.Metadata!.Value.NumDelivered));
        Assert.Equal((0, 0UL), (consumer.Info.NumAckPending, consumer.Info.NumPending));
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task An_expected_sequence_fences_both(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        (await ours.PublishAsync($"{name}.a", "1", opts: new NatsJSPubOpts { ExpectedLastSequence = 0, ExpectedStream = name })).EnsureSuccess();
        await theirs.DoAsync(new { deed = "store", subject = $"{name}.b", expect = new { lastSequence = 1, streamName = name } });
        await theirs.DoAsync(new { deed = "store", subject = $"{name}.a", expect = new { lastSubjectSequence = 1 } });

        var late = await ours.PublishAsync($"{name}.a", "2", opts: new NatsJSPubOpts { ExpectedLastSubjectSequence = 1 });
        var lateInStream = await ours.PublishAsync($"{name}.c", "2", opts: new NatsJSPubOpts { ExpectedLastSequence = 2 });
        (await ours.PublishAsync($"{name}.b", "3", opts: new NatsJSPubOpts { ExpectedLastSubjectSequence = 2 })).EnsureSuccess();
        var theirLate = await theirs.TryAsync(new { deed = "store", subject = $"{name}.b", expect = new { lastSubjectSequence = 2 } });
        var theirLateInStream = await theirs.TryAsync(new { deed = "store", subject = $"{name}.c", expect = new { lastSequence = 3 } });

        Assert.All(new[] { late, lateInStream }, ack => Assert.Equal(WrongLastSequence, ack.Error!.ErrCode));
        Assert.All(new[] { theirLate, theirLateInStream }, it => Assert.Equal(WrongLastSequence, it.GetProperty("error").GetProperty("number").GetInt32()));
        await stream.RefreshAsync();
        Assert.Equal(4UL, stream.Info.State.LastSeq);
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task A_message_id_is_known_whoever_used_it_first(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);

        var first = await ours.PublishAsync($"{name}.a", "x", opts: new NatsJSPubOpts { MsgId = "one" });
        var again = await theirs.DoAsync(new { deed = "store", subject = $"{name}.a", id = "one" });
        var second = await theirs.DoAsync(new { deed = "store", subject = $"{name}.a", id = "two" });
        var secondAgain = await ours.PublishAsync($"{name}.a", "x", opts: new NatsJSPubOpts { MsgId = "two" });

        Assert.Equal((1UL, false), (first.Seq, first.Duplicate));
        Assert.Equal((1UL, true), (again.GetProperty("seq").GetUInt64(), again.GetProperty("duplicate").GetBoolean()));
        Assert.Equal(2UL, second.GetProperty("seq").GetUInt64());
        Assert.Equal((2UL, true), (secondAgain.Seq, secondAgain.Duplicate));
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task A_stored_message_is_read_directly_by_the_other(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        (await ours.PublishAsync($"{name}.a", "by us", headers: new NatsHeaders { ["H"] = "1" })).EnsureSuccess();
        await theirs.DoAsync(new { deed = "store", subject = $"{name}.b", data = Base64("by them"), headers = new Dictionary<string, string[]> { ["H"] = ["2", "3"] } });

        var readByThem = ForeignMessage.Of(await theirs.DoAsync(new { deed = "direct", stream = name, query = new { last_by_subj = $"{name}.a" } }));
        var noneForThem = await theirs.TryAsync(new { deed = "direct", stream = name, query = new { last_by_subj = $"{name}.c" } });
        var readByUs = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { LastBySubj = $"{name}.b" });
        var bySequence = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { Seq = 2 });

        Assert.Equal(($"{name}.a", "by us", 1UL, "1"), (readByThem.Subject, Encoding.UTF8.GetString(readByThem.Data), readByThem.Sequence, readByThem.Headers["H"].Single()));
        Assert.True(noneForThem.TryGetProperty("error", out _) || noneForThem.GetProperty("code").GetInt32() == 404, $"{noneForThem}");
        foreach (var read in new[] { readByUs, bySequence })
        {
            Assert.Equal(("by them", "2", $"{name}.b"), (read.Data, read.Headers!["Nats-Sequence"].ToString(), read.Headers["Nats-Subject"].ToString()));
            Assert.Equal("2,3", read.Headers["H"].ToString());
        }
    }

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task Readers_in_order_see_the_same_stream(string package)
    {
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        for (var i = 0; i < 25; i++)
        {
            (await ours.PublishAsync($"{name}.{i % 3}", i.ToString(CultureInfo.InvariantCulture))).EnsureSuccess();
            await theirs.DoAsync(new { deed = "store", subject = $"{name}.{i % 2}", data = Base64($"-{i}") });
        }

        var readByThem = await theirs.ReadAsync(new { deed = "ordered", stream = name, count = 50 });
        var consumer = await stream.CreateOrderedConsumerAsync();
        var readByUs = await consumer.ConsumeAsync<byte[]>().Take(50).Select(msg => (msg.Subject, Encoding.UTF8.GetString(msg.Data!), msg.Metadata!.Value.Sequence.Stream)).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 50).Select(it => (ulong)it), readByUs.Select(it => it.Stream));
        Assert.Equal(readByThem.Select(it => (it.Subject, Encoding.UTF8.GetString(it.Data), it.Sequence)), readByUs);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
