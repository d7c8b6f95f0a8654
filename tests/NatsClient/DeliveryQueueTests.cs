using NATS.Client.Core;
using NATS.Client.JetStream.Internal;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient;

public sealed class DeliveryQueueTests
{
    private readonly DeliveryQueue<int> queue = new(CancellationToken.None);

    [Fact]
    public async Task Hands_over_what_came_before_it_is_waited_for()
    {
        queue.Put(1);
        queue.Put(2);

        Assert.True(await queue.WaitAsync());
        Assert.Equal([1, 2], TakeAll());
    }

    [Fact]
    public async Task Resumes_who_waits_again_and_again()
    {
        for (var item = 0; item < 100; item++)
        {
            var waiting = queue.WaitAsync().AsTask();
            Assert.False(waiting.IsCompleted);
            queue.Put(item);

            Assert.True(await waiting.InTime("the item"));
            Assert.Equal([item], TakeAll());
        }
    }

    [Fact]
    public async Task Is_emptied_before_its_end_is_told()
    {
        queue.Put(1);
        queue.Complete(null);
        queue.Put(2);

        Assert.True(await queue.WaitAsync());
        Assert.Equal([1], TakeAll());
        Assert.False(await queue.WaitAsync());
    }

    [Fact]
    public async Task Tells_who_waits_of_the_end_and_its_cause()
    {
        var reading = ReadToEndAsync();
        queue.Complete(new NatsException("cause"));

        var thrown = await Assert.ThrowsAsync<NatsException>(() => reading.InTime("the end"));
        Assert.Equal("cause", thrown.Message);
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_and_every_later_one()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = new DeliveryQueue<int>(cancellation.Token);
        var waiting = cancelled.WaitAsync().AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime("the cancellation"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync().AsTask());
    }

    private async Task ReadToEndAsync()
    {
        while (await queue.WaitAsync())
        {
            TakeAll();
        }
    }

    private List<int> TakeAll()
    {
        var taken = new List<int>();
        while (queue.TryTake(out var item))
        {
            taken.Add(item);
        }

        return taken;
    }
}
