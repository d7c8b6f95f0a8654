using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class BookFollowerTests : IAsyncLifetime, IDisposable
{
    private readonly MessagingServer _server = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _following = [];
    private MessagePublisher _monitor = null!;
    private MessagePublisher _buyer = null!;
    private PipelineConnection _seller = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        (_monitor, _buyer, _seller) = (await _server.PublisherAsync("monitor"), await _server.PublisherAsync("buyer"), await _server.ConnectAsync("seller"));
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var following in _following)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        await _server.DisposeAsync();
    }

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task The_snapshot_is_the_last_message_of_each_subject_in_the_streams_order()
    {
        for (var i = 1; i <= 300; i++)
            await PublishPositionAsync($"S{i % 150}", i);
        var (follower, items) = Follow(BookSelection.Ledger);

        var entries = await SnapshotAsync(items);

        Assert.Equal(Enumerable.Range(151, 150).Select(i => (ulong)i), entries.Select(entry => entry.Sequence));
        Assert.Equal(Enumerable.Range(151, 150), entries.Select(QuantityIn));
        Assert.Equal(300ul, follower.Folded[Streams.Ledger]);
    }

    [Fact]
    public async Task An_empty_store_is_caught_up_at_once_and_what_is_stored_then_comes_within_a_second()
    {
        var (_, items) = Follow(BookSelection.Ledger, BookSelection.Entries);
        Assert.Empty(await SnapshotAsync(items));

        await PublishPositionAsync("AAPL", 1);
        await _buyer.PublishAsync("entry.demo.one", Some.Entry("one"), PublishExpectation.Gate(0), CancellationToken.None);

        var entries = new[] { await NextAsync(items), await NextAsync(items) };
        Assert.Equal(["entry.demo.one", "position.demo.AAPL"], entries.Select(entry => entry.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_the_selected_subjects_are_told_and_the_others_are_still_counted_as_folded()
    {
        var (follower, items) = Follow(new BookSelection(Streams.Ledger, "cooldown.>", "position.demo.AAPL"));
        await SnapshotAsync(items);

        await PublishPositionAsync("MSFT", 1);
        await PublishPositionAsync("AAPL", 2);

        Assert.Equal("position.demo.AAPL", (await NextAsync(items)).Subject);
        Assert.Equal(2ul, follower.Folded[Streams.Ledger]);
    }

    [Fact]
    public async Task Every_sequence_is_told_once_and_in_order_while_the_server_is_killed_and_started_again_under_load()
    {
        var (follower, items) = Follow(BookSelection.Ledger);
        await SnapshotAsync(items);
        const int Count = 400;

        // Each position waits until the one before is stored, over the kills too: compare and set on one subject.
        var publishing = Task.Run(async () =>
        {
            for (var i = 1; i <= Count; i++)
            {
                var result = await _monitor.PublishAsync("position.demo.AAPL", Some.Position(i, $"position-{i}"), PublishExpectation.After((ulong)i - 1), CancellationToken.None);
                Assert.Equal(new PublishResult.Stored((ulong)i, Duplicate: false), result);
            }
        });
        var told = new List<BookEntry>();
        for (var kills = 0; told.Count < Count;)
        {
            told.Add(await NextAsync(items));
            if (kills < 2 && told.Count >= (kills + 1) * 100)
            {
                kills++;
                _server.Server.Kill();
                await _server.Server.RestartAsync();
            }
        }

        await publishing.InTime("the publisher to end");
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (ulong)i), told.Select(entry => entry.Sequence));
        Assert.Equal(Enumerable.Range(1, Count), told.Select(QuantityIn));
        Assert.Equal((ulong)Count, follower.Folded[Streams.Ledger]);
    }

    [Fact]
    public async Task What_was_stored_while_we_were_away_is_told_after_the_reconnect()
    {
        var (_, items) = Follow(BookSelection.Ledger);
        await SnapshotAsync(items);

        // The follower's process is held back by its own reconnect; the others go on.
        var reconnecting = _seller.Nats.ReconnectAsync().AsTask();
        for (var i = 1; i <= 50; i++)
            await PublishPositionAsync("AAPL", i);
        await reconnecting;

        for (var i = 1; i <= 50; i++)
            Assert.Equal((ulong)i, (await NextAsync(items)).Sequence);
    }

    [Fact]
    public async Task A_book_that_began_before_the_store_was_replaced_ends_with_the_reason()
    {
        await PublishPositionAsync("AAPL", 1);
        var (_, items) = Follow(BookSelection.Ledger);
        await SnapshotAsync(items);
        await _server.Server.StopAsync();
        Directory.Delete(_server.Server.StoreDirectory, recursive: true);
        await _server.Server.RestartAsync();
        await (await _server.CreatorAsync()).EnsureAsync("another", storeExists: false, CancellationToken.None);

        await Assert.ThrowsAsync<StoreWentBackException>(() => items.Completion).InTime("the follower to end");
        _following.Clear();
    }

    [Fact]
    public async Task A_book_ends_also_where_the_stream_made_anew_has_come_just_as_far()
    {
        await PublishPositionAsync("AAPL", 1);
        var (_, items) = Follow(BookSelection.Ledger);
        await SnapshotAsync(items);
        var orchestrator = await _server.ConnectAsync("orchestrator");

        await orchestrator.JetStream.DeleteStreamAsync(Streams.Ledger);
        await (await _server.CreatorAsync()).EnsureAsync(MessagingServer.StoreId, storeExists: false, CancellationToken.None);
        await PublishPositionAsync("AAPL", 1);

        await Assert.ThrowsAsync<StoreWentBackException>(() => items.Completion).InTime("the follower to end");
        _following.Clear();
    }

    [Fact]
    public async Task A_stream_to_which_its_server_gives_another_time_of_creation_is_still_the_one_that_was_read()
    {
        await PublishPositionAsync("AAPL", 1);
        var (_, items) = Follow(BookSelection.Ledger);
        await SnapshotAsync(items);

        // nats-server 2.10 forgets when a stream was made if it is changed between two restarts.
        await _server.Server.StopAsync();
        await _server.Server.RestartAsync();
        await (await _server.CreatorAsync()).EnsureAsync(MessagingServer.StoreId, storeExists: true, CancellationToken.None);
        _server.Server.Kill();
        await _server.Server.RestartAsync();
        await Eventually.Holds("the monitor to be connected again", async () => await PublishPositionAsync("MSFT", 2) is PublishResult.Stored);

        Assert.Equal("position.demo.MSFT", (await NextAsync(items)).Subject);
    }

    [Fact]
    public async Task It_tells_when_it_last_compared_all_books_and_forgets_that_with_the_connection()
    {
        var before = TimeProvider.System.GetUtcNow();
        var (follower, items) = Follow(BookSelection.Ledger, BookSelection.Entries);
        Assert.Null(follower.CheckedAt);
        await SnapshotAsync(items);
        await Eventually.Holds("the first comparison", () => follower.CheckedAt >= before);

        _server.Server.Kill();
        var killed = TimeProvider.System.GetUtcNow();
        Assert.True(follower.CheckedAt is null || follower.CheckedAt <= killed);
        await _server.Server.RestartAsync();
        await Eventually.Holds("a comparison after the reconnect", () => follower.CheckedAt > killed);
    }

    private static int QuantityIn(BookEntry entry) => (int)ContractsJson.Read<Position>(entry.Data.Span).Quantity.Value;

    private static async Task<List<BookEntry>> SnapshotAsync(ChannelReader<BookItem> items)
    {
        var entries = new List<BookEntry>();
        while (await items.ReadAsync().AsTask().InTime("the snapshot") is BookEntry entry)
            entries.Add(entry);
        return entries;
    }

    private static async Task<BookEntry> NextAsync(ChannelReader<BookItem> items) =>
        Assert.IsType<BookEntry>(await items.ReadAsync().AsTask().InTime("the next entry"));

    private (BookFollower Follower, ChannelReader<BookItem> Items) Follow(params BookSelection[] selections)
    {
        var follower = new BookFollower(_seller, new StoredMessages(_seller), selections, TimeProvider.System, NullLogger<BookFollower>.Instance);
        var items = Channel.CreateUnbounded<BookItem>();
        _following.Add(Task.Run(async () =>
        {
            try
            {
                await foreach (var item in follower.FollowAsync(_stop.Token))
                    await items.Writer.WriteAsync(item);
            }
            catch (Exception ended)
            {
                items.Writer.Complete(ended);
                throw;
            }
        }));
        return (follower, items.Reader);
    }

    private Task<PublishResult> PublishPositionAsync(string symbol, int quantity) =>
        _monitor.PublishAsync($"position.demo.{symbol}", Some.Position(quantity), PublishExpectation.None, CancellationToken.None);
}
