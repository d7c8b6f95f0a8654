using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

public sealed class ConsumerTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>, IAsyncLifetime
{
    private NatsConnection connection = null!;
    private NatsJSContext js = null!;
    private INatsJSStream stream = null!;
    private string name = null!;

    public async Task InitializeAsync()
    {
        connection = await Client.ConnectAsync(server.Url);
        js = new NatsJSContext(connection);
        stream = await js.NewStreamAsync();
        name = stream.Info.Config.Name!;
    }

    public async Task DisposeAsync() => await connection.DisposeAsync();

    [Fact]
    public async Task Consuming_yields_everything_in_order_with_its_metadata()
    {
        await PublishAsync(250);
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c"));
        var got = new List<int>();
        await foreach (var msg in consumer.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxMsgs = 10 }))
        {
            got.Add(msg.Data);
            var metadata = msg.Metadata!.Value;
            Assert.Equal((name, "c", 1UL, (ulong)got.Count), (metadata.Stream, metadata.Consumer, metadata.NumDelivered, metadata.Sequence.Stream));
            await msg.AckAsync();
            if (got.Count == 250)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 250), got);
        await Eventually.Holds("all to be acknowledged", async () => await Refreshed(consumer) is { NumAckPending: 0, NumPending: 0 });
    }

    [Fact]
    public async Task Consuming_by_bytes_yields_everything_too()
    {
        await PublishAsync(250);
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c"));
        var messages = consumer.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxBytes = 2000 });
        var got = await messages.Take(250).Select(msg => msg.Data).ToListAsync().AsTask().InTime("250 messages");
        Assert.Equal(Enumerable.Range(0, 250), got);
    }

    [Fact]
    public async Task An_idle_consumer_outlives_its_requests()
    {
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c"));
        await using var requests = await connection.SubscribeCoreAsync<string>($"$JS.API.CONSUMER.MSG.NEXT.{name}.c");
        await using var messages = consumer.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { Expires = TimeSpan.FromSeconds(1) }).GetAsyncEnumerator();
        var next = messages.MoveNextAsync().AsTask();
        await Eventually.Holds("the second request", () => requests.Msgs.Count >= 2);

        await PublishAsync(1);

        Assert.True(await next.InTime("the message"));
    }

    [Fact]
    public async Task A_nak_with_a_delay_comes_again_after_it()
    {
        await PublishAsync(1);
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c"));
        var first = (await consumer.NextAsync<int>())!;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await first.NakAsync(delay: TimeSpan.FromMilliseconds(300));

        var second = (await consumer.NextAsync<int>().AsTask().InTime("the second delivery"))!;

        Assert.Equal(2UL, second.Metadata!.Value.NumDelivered);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_terminated_message_does_not_come_again()
    {
        await PublishAsync(2);
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c") { AckWait = TimeSpan.FromMilliseconds(200) });
        await (await consumer.NextAsync<int>())!.AckTerminateAsync(new AckOpts { DoubleAck = true });

        var second = (await consumer.NextAsync<int>())!;
        await second.AckProgressAsync();
        await second.AckAsync(new AckOpts { DoubleAck = true });

        Assert.Equal(1, second.Data);
        Assert.Null(await consumer.NextAsync<int>(opts: new NatsJSNextOpts { Expires = TimeSpan.FromSeconds(1) }));
        Assert.Equal(0, (await Refreshed(consumer)).NumAckPending);
    }

    [Fact]
    public async Task A_double_ack_is_known_to_the_server_when_it_returns()
    {
        await PublishAsync(1);
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c"));
        var msg = (await consumer.NextAsync<int>())!;
        Assert.Equal(1, (await Refreshed(consumer)).NumAckPending);

        await msg.AckAsync(new AckOpts { DoubleAck = true });

        Assert.Equal(0, (await Refreshed(consumer)).NumAckPending);
    }

    [Fact]
    public async Task A_fetch_ends_with_what_is_there()
    {
        await PublishAsync(5);
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c"));
        Assert.Equal([0, 1, 2], await consumer.FetchAsync<int>(new NatsJSFetchOpts { MaxMsgs = 3 }).Select(msg => msg.Data).ToListAsync());
        Assert.Equal([3, 4], await consumer.FetchNoWaitAsync<int>(new NatsJSFetchOpts { MaxMsgs = 10 }).Select(msg => msg.Data).ToListAsync());
        Assert.Empty(await consumer.FetchNoWaitAsync<int>(new NatsJSFetchOpts { MaxMsgs = 10 }).ToListAsync());
        Assert.Null(await consumer.NextAsync<int>(opts: new NatsJSNextOpts { Expires = TimeSpan.FromMilliseconds(300) }));
    }

    [Fact]
    public async Task What_was_pulled_and_not_handed_over_is_given_back()
    {
        await PublishAsync(100);
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c") { AckWait = TimeSpan.FromMinutes(5) });
        await foreach (var msg in consumer.ConsumeAsync<int>())
        {
            await Eventually.Holds("all to be delivered", async () => (await Refreshed(consumer)).NumPending == 0);
            await msg.AckAsync();
            break;
        }

        var rest = await consumer.ConsumeAsync<int>().Take(99).Select(msg => msg.Data).ToListAsync().AsTask().InTime("the others");

        Assert.Equal(Enumerable.Range(1, 99), rest.Order());
    }

    [Fact]
    public async Task A_deleted_consumer_ends_consuming_with_the_reason()
    {
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c"));
        var consuming = consumer.ConsumeAsync<int>().FirstAsync().AsTask();
        await Eventually.Holds("the request", async () => (await Refreshed(consumer)).NumWaiting == 1);

        await stream.DeleteConsumerAsync("c");

        Assert.Equal(409, (await Assert.ThrowsAsync<NatsJSProtocolException>(() => consuming).InTime("the end")).HeaderCode);
        Assert.Equal(503, (await Assert.ThrowsAsync<NatsJSProtocolException>(async () => await consumer.NextAsync<int>())).HeaderCode);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_delivered_with_its_error()
    {
        await js.PublishAsync($"{name}.a", "no number");
        await js.PublishAsync($"{name}.a", 7);
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("c"));
        var both = await consumer.FetchAsync<int>(new NatsJSFetchOpts { MaxMsgs = 2 }).ToListAsync();
        Assert.IsType<NatsDeserializeException>(both[0].Error);
        Assert.Equal((null, 7), (both[1].Error, both[1].Data));
    }

    [Fact]
    public async Task An_ordered_consumer_reads_all_or_from_a_place_on()
    {
        await PublishAsync(300);
        var all = await stream.CreateOrderedConsumerAsync();
        var messages = all.ConsumeAsync<int>(opts: new NatsJSConsumeOpts { MaxMsgs = 50 });
        Assert.Equal(Enumerable.Range(0, 300), await messages.Take(300).Select(msg => msg.Data).ToListAsync());
        Assert.Empty(await js.ListConsumerNamesAsync(name).ToListAsync());

        var rest = await stream.CreateOrderedConsumerAsync(new NatsJSOrderedConsumerOpts
        {
            DeliverPolicy = ConsumerConfigDeliverPolicy.ByStartSequence,
            OptStartSeq = 299,
            FilterSubjects = [$"{name}.a"],
        });
        Assert.Equal([298, 299], await rest.FetchAsync<int>(new NatsJSFetchOpts { MaxMsgs = 2 }).Select(msg => msg.Data).ToListAsync());
    }

    [Fact]
    public async Task What_is_new_is_settled_when_an_ordered_consumer_begins_on_an_empty_stream_too()
    {
        var ordered = await stream.CreateOrderedConsumerAsync(new NatsJSOrderedConsumerOpts { DeliverPolicy = ConsumerConfigDeliverPolicy.New });
        Assert.Empty(await ordered.FetchNoWaitAsync<int>(new NatsJSFetchOpts { MaxMsgs = 1 }).ToListAsync());
        await PublishAsync(2);
        Assert.Equal([0, 1], await ordered.FetchNoWaitAsync<int>(new NatsJSFetchOpts { MaxMsgs = 2 }).Select(msg => msg.Data).ToListAsync());
    }

    [Fact]
    public async Task An_ordered_consumer_goes_on_after_its_consumer_is_deleted()
    {
        await PublishAsync(10);
        var ordered = await stream.CreateOrderedConsumerAsync();
        await using var messages = ordered.ConsumeAsync<int>().GetAsyncEnumerator();
        for (var i = 0; i < 10; i++)
        {
            Assert.True(await messages.MoveNextAsync());
        }

        await stream.DeleteConsumerAsync(ordered.Info.Name);
        var next = messages.MoveNextAsync().AsTask();
        await js.PublishAsync($"{name}.a", 10);

        Assert.True(await next.InTime("the message after the deletion"));
        Assert.Equal((10, 11UL), (messages.Current.Data, messages.Current.Metadata!.Value.Sequence.Stream));
    }

    private async Task PublishAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            (await js.PublishAsync($"{name}.a", i)).EnsureSuccess();
        }
    }

    private static async Task<ConsumerInfo> Refreshed(INatsJSConsumer consumer)
    {
        await consumer.RefreshAsync();
        return consumer.Info;
    }
}
