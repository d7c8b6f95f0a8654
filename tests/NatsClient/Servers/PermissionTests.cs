using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>A stage's user may do what its stage does, and is told at once, by subject, what it may not.</summary>
public sealed class PermissionTests : IAsyncLifetime
{
    private const string Users = """
        authorization { users: [
          { user: admin, password: a }
          { user: buyer, password: b, permissions: {
              publish: ["entry.>", "$JS.API.CONSUMER.INFO.SIG.buyer", "$JS.API.CONSUMER.MSG.NEXT.SIG.buyer", "$JS.ACK.SIG.buyer.>",
                        "$JS.API.STREAM.INFO.SIG", "$JS.API.DIRECT.GET.SIG.sig.a"]
              subscribe: ["_INBOX_buyer.>", "book.>"] } }
          { user: blind, password: c, permissions: { publish: [">"], subscribe: ["nothing"] } }
          { user: grouped, password: d, permissions: { publish: [">"], subscribe: ["work good"] } }
        ] }
        """;

    private NatsServer server = null!;
    private NatsConnection admin = null!;
    private NatsConnection buyer = null!;

    public async Task InitializeAsync()
    {
        server = await NatsServer.StartAsync(new NatsServerSettings { ExtraConfiguration = Users });
        admin = await ConnectAsync("admin", "a", "_INBOX");
        buyer = await ConnectAsync("buyer", "b", "_INBOX_buyer");
        var js = new NatsJSContext(admin);
        await js.CreateStreamAsync(new StreamConfig("SIG", ["sig.>"]) { AllowDirect = true });
        await js.CreateStreamAsync(new StreamConfig("ENTRIES", ["entry.>"]));
        await js.CreateConsumerAsync("SIG", new ConsumerConfig("buyer"));
        await js.CreateConsumerAsync("SIG", new ConsumerConfig("other"));
        (await js.PublishAsync("sig.a", "one")).EnsureSuccess();
    }

    public async Task DisposeAsync()
    {
        await buyer.DisposeAsync();
        await admin.DisposeAsync();
        server.Dispose();
    }

    [Fact]
    public async Task The_rights_of_a_stage_are_enough()
    {
        var complaints = new List<string>();
        buyer.ServerError += (_, args) =>
        {
            complaints.Add(args.Error);
            return ValueTask.CompletedTask;
        };
        var js = new NatsJSContext(buyer);

        var consumer = await js.GetConsumerAsync("SIG", "buyer");
        await foreach (var msg in consumer.ConsumeAsync<string>())
        {
            Assert.Equal("one", msg.Data);
            await msg.AckAsync(new AckOpts { DoubleAck = true });
            break;
        }

        (await js.PublishAsync("entry.x", "intent", opts: new NatsJSPubOpts { ExpectedLastSubjectSequence = 0 })).EnsureSuccess();
        var stream = await js.GetStreamAsync("SIG");
        Assert.Equal("one", (await stream.GetDirectAsync<string>(new StreamMsgGetRequest { LastBySubj = "sig.a" })).Data);
        await buyer.PingAsync();
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_refused_publish_names_its_subject_at_once()
    {
        var js = new NatsJSContext(buyer);
        var refusal = await Assert.ThrowsAsync<NatsServerException>(async () => await js.PublishAsync("sig.forged", "x")).InTime("the refusal", TimeSpan.FromSeconds(2));
        Assert.Contains("\"sig.forged\"", refusal.Error, StringComparison.OrdinalIgnoreCase);
        Assert.False(refusal.IsAuthError);
    }

    [Fact]
    public async Task A_refused_publish_without_a_reply_raises_an_event()
    {
        var told = new TaskCompletionSource<NatsServerErrorEventArgs>();
        buyer.ServerError += (_, args) =>
        {
            told.TrySetResult(args);
            return ValueTask.CompletedTask;
        };

        await buyer.PublishAsync("book.forged", "x");

        var args = await told.Task.InTime("the event");
        Assert.Equal(NatsServerErrorKind.PermissionsViolation, args.Kind);
        Assert.Contains("book.forged", args.Error, StringComparison.Ordinal);
        Assert.Equal(NatsConnectionState.Open, buyer.ConnectionState);
    }

    [Fact]
    public async Task Another_consumer_is_refused_to_look_at_and_to_pull_from()
    {
        await Assert.ThrowsAsync<NatsServerException>(async () => await new NatsJSContext(buyer).GetConsumerAsync("SIG", "other")).InTime("the refusal");

        var info = (await new NatsJSContext(admin).GetConsumerAsync("SIG", "other")).Info;
        var foreign = new NatsJSConsumer(new NatsJSContext(buyer), info);
        var refusal = await Assert.ThrowsAsync<NatsServerException>(async () => await foreign.ConsumeAsync<string>().FirstAsync()).InTime("the refusal");
        Assert.Contains("MSG.NEXT.SIG.other", refusal.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NatsServerException>(async () => await foreign.NextAsync<string>()).InTime("the refusal");
    }

    [Fact]
    public async Task A_refused_subscription_ends_with_the_reason()
    {
        await using var sub = await buyer.SubscribeCoreAsync<string>("_INBOX.>");
        var refusal = await Assert.ThrowsAsync<NatsServerException>(async () => await sub.Msgs.ReadAllAsync().FirstAsync()).InTime("the refusal");
        Assert.Contains("_INBOX.>", refusal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_groups_on_one_subject_only_the_refused_one_ends()
    {
        await using var member = await ConnectAsync("grouped", "d", "_INBOX");
        await using var good = await member.SubscribeCoreAsync<string>("work", "good");
        await using var bad = await member.SubscribeCoreAsync<string>("work", "bad");
        var refusal = await Assert.ThrowsAsync<NatsServerException>(async () => await bad.Msgs.ReadAllAsync().FirstAsync()).InTime("the refusal");
        Assert.Contains("\"bad\"", refusal.Error, StringComparison.Ordinal);

        await member.PublishAsync("work", "done");

        Assert.Equal("done", (await good.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    [Fact]
    public async Task A_user_without_an_inbox_learns_it_from_its_first_request()
    {
        await using var blind = await ConnectAsync("blind", "c", "_INBOX");
        var refusal = await Assert.ThrowsAsync<NatsServerException>(async () => await new NatsJSContext(blind).GetStreamAsync("SIG")).InTime("the refusal");
        Assert.Contains("Subscription", refusal.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NatsServerException>(async () => await blind.RequestAsync<int, int>("sig.a", 1)).InTime("the second refusal", TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_and_not_repeated_in_the_message()
    {
        var refusal = await Assert.ThrowsAsync<NatsException>(() => ConnectAsync("buyer", "wrong-secret", "_INBOX"));
        Assert.True(Assert.IsType<NatsServerException>(refusal.InnerException).IsAuthError);
        Assert.DoesNotContain("wrong-secret", refusal.ToString(), StringComparison.Ordinal);
    }

    private Task<NatsConnection> ConnectAsync(string user, string password, string inbox) =>
        Client.ConnectAsync(server.Url, opts => opts with { AuthOpts = new NatsAuthOpts { Username = user, Password = password }, InboxPrefix = inbox });
}
