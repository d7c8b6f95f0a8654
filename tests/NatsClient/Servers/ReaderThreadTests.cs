using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>What runs on the thread that reads the socket may do whatever code may do.</summary>
public sealed class ReaderThreadTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>, IAsyncLifetime
{
    private const string Reader = "NATS reader";

    private NatsConnection connection = null!;
    private NatsJSContext js = null!;
    private INatsJSStream stream = null!;

    private string Subject => $"{stream.Info.Config.Name}.one";

    public async Task InitializeAsync()
    {
        connection = await Client.ConnectAsync(server.Url);
        js = new NatsJSContext(connection);
        stream = await js.NewStreamAsync();
    }

    public async Task DisposeAsync() => await connection.DisposeAsync();

    [Fact]
    public async Task Who_waits_for_an_answer_is_resumed_by_the_thread_that_read_it()
    {
        var names = await OnThePool(async () =>
        {
            var resumedBy = new List<string?>();
            for (var count = 0; count < 20; count++)
            {
                await PublishAsync();
                resumedBy.Add(Thread.CurrentThread.Name);
            }

            return resumedBy;
        });

        Assert.Contains(Reader, names);
    }

    [Fact]
    public async Task Code_that_blocks_for_an_answer_where_an_answer_resumed_it_gets_it()
    {
        var sequence = await OnThePool(async () =>
        {
            var last = 0UL;
            for (var count = 0; count < 20; count++)
            {
                await PublishAsync();
                last = PublishAsync().AsTask().GetAwaiter().GetResult().Seq;
            }

            return last;
        });

        Assert.Equal(40UL, sequence);
    }

    [Fact]
    public async Task Code_that_blocks_holds_up_nobody_else()
    {
        using var release = new ManualResetEventSlim();
        var blocked = OnThePool(async () =>
        {
            await PublishAsync();
            release.Wait();
            return (await PublishAsync()).Seq;
        });
        await Eventually.Holds("the first message", async () => (await js.GetStreamAsync(stream.Info.Config.Name!)).Info.State.Messages == 1);
        for (var count = 0; count < 100; count++)
        {
            await PublishAsync().AsTask().InTime("an answer beside blocked code");
        }

        release.Set();
        Assert.Equal(102UL, await blocked);
    }

    [Fact]
    public async Task A_handler_that_blocks_for_an_answer_gets_it_and_acknowledges()
    {
        const int Messages = 50;
        var consumer = await stream.CreateOrUpdateConsumerAsync(new ConsumerConfig("blocking") { AckPolicy = ConsumerConfigAckPolicy.Explicit });
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(_ => PublishAsync().AsTask()));

        await OnThePool(async () =>
        {
            var count = 0;
            await foreach (var message in consumer.ConsumeAsync<byte[]>())
            {
                js.PublishAsync($"{stream.Info.Config.Name}.two", message.Data).AsTask().GetAwaiter().GetResult().EnsureSuccess();
                await message.AckAsync();
                if (++count == Messages)
                {
                    break;
                }
            }

            return count;
        });

        await Eventually.Holds("every acknowledgement", async () =>
        {
            await consumer.RefreshAsync();
            return consumer.Info is { AckFloor.StreamSeq: >= Messages, NumAckPending: < 1000 };
        });
    }

    [Fact]
    public async Task A_connection_can_be_disposed_of_by_blocking_where_an_answer_resumed_us()
    {
        var own = await Client.ConnectAsync(server.Url);
        await OnThePool(async () =>
        {
            await new NatsJSContext(own).PublishAsync(Subject, "bye");
            own.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return 0;
        });

        Assert.Equal(NatsConnectionState.Closed, own.ConnectionState);
    }

    private ValueTask<PubAckResponse> PublishAsync() => js.PublishAsync(Subject, "hello");

    // Not on the test's own context, which would resume us elsewhere.
    private static Task<T> OnThePool<T>(Func<Task<T>> work) => Task.Run(work).InTime("the work");
}
