using System.Text.Json.Nodes;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.NatsClient.Servers;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Foreign;

/// <summary>Streams and consumers made by an official JavaScript client are read, and made again the same.</summary>
public sealed class JavaScriptConfigTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>
{
    private const long Second = 1_000_000_000;

    [NodeTheory]
    [MemberData(nameof(JavaScriptClient.Packages), MemberType = typeof(JavaScriptClient))]
    public async Task What_they_made_is_read_and_made_again_the_same(string package)
    {
        var (one, two) = (Client.Name("J"), Client.Name("J"));
        await using var theirs = await JavaScriptClient.StartAsync(package, server.Url);
        await using var connection = await Client.ConnectAsync(server.Url);
        var ours = new NatsJSContext(connection);
        await theirs.DoAsync(new { deed = "create", stream = StreamOf(one), consumer = ConsumerOf(one) });

        var stream = (await ours.GetStreamAsync(one)).Info.Config;
        var consumer = (await ours.GetConsumerAsync(one, "reader")).Info.Config;
        await ours.CreateStreamAsync(stream with { Name = two, Subjects = [$"{two}.>"] });
        await ours.CreateConsumerAsync(two, consumer with { FilterSubjects = [$"{two}.a", $"{two}.b"] });

        Assert.Equal((StreamConfigStorage.Memory, StreamConfigDiscard.New, TimeSpan.FromHours(1), 1000L), (stream.Storage, stream.Discard, stream.MaxAge, stream.MaxMsgs));
        Assert.Equal((TimeSpan.FromSeconds(7), 4L, ConsumerConfigAckPolicy.Explicit), (consumer.AckWait, consumer.MaxDeliver, consumer.AckPolicy));
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9)], consumer.Backoff!);
        foreach (var part in new[] { "stream", "consumer" })
        {
            var (first, second) = (await ConfigAsync(theirs, part, one), await ConfigAsync(theirs, part, two));
            Assert.True(JsonNode.DeepEquals(first, second), $"{first}\n{second}");
        }
    }

    // Everything that is not what a server does anyway.
    private static object StreamOf(string name) => new
    {
        name,
        description = "made by the other",
        subjects = new[] { $"{name}.>" },
        storage = "memory",
        discard = "new",
        max_msgs = 1000,
        max_bytes = 1 << 20,
        max_age = 3600 * Second,
        max_msg_size = 4096,
        max_msgs_per_subject = 10,
        duplicate_window = 30 * Second,
        allow_direct = true,
        allow_rollup_hdrs = true,
        deny_delete = true,
        compression = "s2",
        metadata = new Dictionary<string, string> { ["made"] = "there" },
    };

    private static object ConsumerOf(string stream) => new
    {
        name = "reader",
        durable_name = "reader",
        description = "made by the other",
        ack_policy = "explicit",
        deliver_policy = "all",
        replay_policy = "instant",
        ack_wait = 7 * Second,
        backoff = new[] { 7 * Second, 9 * Second },
        max_deliver = 4,
        max_ack_pending = 17,
        max_waiting = 9,
        inactive_threshold = 600 * Second,
        filter_subjects = new[] { $"{stream}.a", $"{stream}.b" },
        metadata = new Dictionary<string, string> { ["made"] = "there" },
    };

    // Without the names, which alone may differ.
    private static async Task<JsonNode> ConfigAsync(JavaScriptClient theirs, string part, string stream)
    {
        var told = await theirs.DoAsync(new { deed = "describe", stream, consumer = "reader" });
        return JsonNode.Parse(told.GetProperty(part).GetProperty("config").GetRawText().Replace(stream, "NAME", StringComparison.Ordinal))!;
    }
}
