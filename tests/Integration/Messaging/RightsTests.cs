using NATS.Client.Core;
using NATS.Client.JetStream;
using Pipeline.Contracts;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>What each user may do, asked of a real server: each line of the table is either let through or refused by name.</summary>
public sealed class RightsTests(MessagingServer server) : IClassFixture<MessagingServer>
{
    /// <summary>Every subject of the pipeline and its one writer.</summary>
    private static readonly Dictionary<string, string> Writers = new()
    {
        ["market.bar.AAPL"] = "scanner",
        ["market.quote.AAPL"] = "scanner",
        ["signal.buy.momentum.AAPL"] = "scanner",
        ["event.scanner.signal"] = "scanner",
        ["dlq.scanner"] = "scanner",
        ["hb.scanner"] = "scanner",
        ["entry.demo.1"] = "buyer",
        ["order.answer.buyer.1"] = "buyer",
        ["event.buyer.signal_refused"] = "buyer",
        ["dlq.buyer"] = "buyer",
        ["hb.buyer"] = "buyer",
        ["order.venue.1"] = "monitor",
        ["position.demo.AAPL"] = "monitor",
        ["signal.sell.AAPL"] = "monitor",
        ["session.2026-11-23"] = "monitor",
        ["event.monitor.position"] = "monitor",
        ["dlq.monitor"] = "monitor",
        ["hb.monitor"] = "monitor",
        ["order.intent.seller.1"] = "seller",
        ["order.answer.seller.1"] = "seller",
        ["trade.demo.AAPL"] = "seller",
        ["cooldown.AAPL"] = "seller",
        ["event.seller.exit"] = "seller",
        ["dlq.seller"] = "seller",
        ["hb.seller"] = "seller",
        ["control.trading"] = "orchestrator",
        ["control.flatten.all"] = "orchestrator",
        ["event.orchestrator.started"] = "orchestrator",
        ["hb.orchestrator"] = "orchestrator",
    };

    private static readonly string[] ForNobody = ["book.position.demo.AAPL", "book.control.trading", "_INBOX_buyer.1", "_INBOX_seller.1", "something.else"];

    private static readonly string[] Administration =
    [
        "$JS.API.STREAM.CREATE.MINE", "$JS.API.STREAM.UPDATE.ENTRIES", "$JS.API.STREAM.DELETE.ENTRIES", "$JS.API.STREAM.PURGE.ORDERS", "$JS.API.STREAM.MSG.DELETE.LEDGER",
        "$JS.API.CONSUMER.DURABLE.CREATE.SIGNALS.mine", "$JS.API.CONSUMER.CREATE.SIGNALS", "$JS.API.CONSUMER.CREATE.SIGNALS.buyer", "$JS.API.CONSUMER.CREATE.SIGNALS.seller",
        "$JS.API.CONSUMER.CREATE.SIGNALS.buyer.signal.buy.>", "$JS.API.CONSUMER.DELETE.SIGNALS.buyer", "$JS.API.CONSUMER.DELETE.SIGNALS.seller",
        "$JS.API.STREAM.RESTORE.ENTRIES", "$JS.API.STREAM.SNAPSHOT.ENTRIES", "$SYS.REQ.SERVER.PING",
    ];

    private static readonly Dictionary<string, string> Readers = new()
    {
        ["$JS.API.CONSUMER.MSG.NEXT.SIGNALS.buyer"] = "buyer",
        ["$JS.API.CONSUMER.INFO.SIGNALS.buyer"] = "buyer",
        ["$JS.ACK.SIGNALS.buyer.1.1.1.1.1"] = "buyer",
        ["$JS.ACK._.hash.SIGNALS.buyer.1.1.1.1.1.1"] = "buyer",
        ["$JS.API.CONSUMER.MSG.NEXT.SIGNALS.seller"] = "seller",
        ["$JS.API.CONSUMER.INFO.SIGNALS.seller"] = "seller",
        ["$JS.ACK.SIGNALS.seller.1.1.1.1.1"] = "seller",
    };

    [Theory]
    [InlineData("scanner")]
    [InlineData("buyer")]
    [InlineData("monitor")]
    [InlineData("seller")]
    [InlineData("orchestrator")]
    [InlineData("viewer")]
    public async Task A_user_publishes_on_its_own_subjects_and_on_nobody_elses(string user)
    {
        var refused = await RefusedAsync(user, [.. Writers.Keys, .. ForNobody]);

        var others = Writers.Where(writer => writer.Value != user).Select(writer => writer.Key);
        Assert.Equal(others.Concat(ForNobody).Order(StringComparer.Ordinal), refused.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("scanner")]
    [InlineData("buyer")]
    [InlineData("monitor")]
    [InlineData("seller")]
    [InlineData("viewer")]
    [InlineData("replay")]
    public async Task Nobody_but_the_orchestrator_creates_changes_or_deletes_streams_and_durables(string user) =>
        Assert.Equal(Administration.Order(StringComparer.Ordinal), (await RefusedAsync(user, Administration)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("scanner")]
    [InlineData("buyer")]
    [InlineData("monitor")]
    [InlineData("seller")]
    [InlineData("viewer")]
    [InlineData("replay")]
    public async Task A_durable_is_read_and_settled_by_its_own_process_alone(string user)
    {
        var expected = Readers.Where(reader => reader.Value != user).Select(reader => reader.Key);

        Assert.Equal(expected.Order(StringComparer.Ordinal), (await RefusedAsync(user, [.. Readers.Keys])).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("scanner")]
    [InlineData("buyer")]
    [InlineData("monitor")]
    [InlineData("seller")]
    public async Task A_stage_creates_no_consumer_at_all(string user)
    {
        string[] creations = [.. Streams.All.SelectMany(stream => new[] { $"$JS.API.CONSUMER.CREATE.{stream}", $"$JS.API.CONSUMER.CREATE.{stream}.any", $"$JS.API.CONSUMER.CREATE.{stream}.any.x" })];

        Assert.Equal(creations.Length, (await RefusedAsync(user, creations)).Count);
    }

    [Fact]
    public async Task Replay_publishes_signals_and_nothing_else()
    {
        var refused = await RefusedAsync("replay", [.. Writers.Keys, .. ForNobody]);

        Assert.Equal(["signal.buy.momentum.AAPL", "signal.sell.AAPL"], Writers.Keys.Except(refused).Order(StringComparer.Ordinal));
        Assert.Empty(ForNobody.Except(refused));
    }

    [Theory]
    [InlineData("buyer", "_INBOX_seller.>")]
    [InlineData("viewer", "_INBOX_orchestrator.>")]
    [InlineData("scanner", ">")]
    [InlineData("seller", "entry.>")]
    [InlineData("replay", "book.>")]
    public async Task A_user_does_not_hear_what_is_not_meant_for_it(string user, string subject)
    {
        var connection = await server.ConnectAsync(user);

        // A client may raise the refusal here or only hear of it; the server's own words count.
        try
        {
            await using var sub = await connection.Nats.SubscribeCoreAsync<byte[]>(subject);
            await connection.Nats.PingAsync();
        }
        catch (NatsException refused)
        {
            Assert.Contains("Permissions Violation", refused.Message, StringComparison.OrdinalIgnoreCase);
        }

        await Eventually.Holds("the refusal", () => connection.Complaints.Any(complaint => complaint.Contains($"\"{subject}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Books_are_never_purged_nor_deleted_from_even_by_the_orchestrator()
    {
        var orchestrator = await server.ConnectAsync("orchestrator");
        foreach (var stream in (string[])[Streams.Entries, Streams.Orders, Streams.Ledger, Streams.Control])
        {
            await Assert.ThrowsAsync<NatsJSApiException>(async () => await orchestrator.JetStream.PurgeStreamAsync(stream, new()));
            await Assert.ThrowsAsync<NatsJSApiException>(async () => await orchestrator.JetStream.DeleteMessageAsync(stream, new() { Seq = 1 }));
        }
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var options = new MessagingOptions { Url = server.Server.Url, User = "buyer", Password = "wrong" };

        await Assert.ThrowsAnyAsync<NatsException>(
            () => PipelineConnection.ConnectAsync(options, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, CancellationToken.None));
    }

    /// <summary>Publishes an unreadable body everywhere: what the server does not refuse for want of rights is allowed, whatever else it answers.</summary>
    private async Task<List<string>> RefusedAsync(string user, IReadOnlyList<string> subjects)
    {
        var connection = await server.ConnectAsync(user);
        var refused = new List<string>();
        connection.Nats.ServerError += (_, complaint) =>
        {
            lock (refused)
                refused.Add(complaint.Error);
            return ValueTask.CompletedTask;
        };
        foreach (var subject in subjects)
            await connection.Nats.PublishAsync(subject, "{"u8.ToArray(), replyTo: $"{NatsUsers.InboxPrefix(user)}.nobody");

        // Complaints come in the order of what they are about: once the last one is here, all are.
        await connection.Nats.PublishAsync("the.last.one");
        await Eventually.Holds("the last refusal", () => Snapshot().Any(complaint => complaint.Contains("\"the.last.one\"", StringComparison.Ordinal)));
        return [.. subjects.Where(subject => Snapshot().Any(complaint => complaint.Contains($"\"{subject}\"", StringComparison.Ordinal)))];

        string[] Snapshot()
        {
            lock (refused)
                return [.. refused];
        }
    }
}
