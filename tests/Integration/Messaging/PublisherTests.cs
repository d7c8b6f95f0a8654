using System.Text;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Messaging;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class PublisherTests(MessagingServer server) : IClassFixture<MessagingServer>
{
    [Fact]
    public async Task Of_two_intents_that_saw_the_same_last_sequence_exactly_one_passes_the_gate()
    {
        var (one, other) = (await server.PublisherAsync("buyer"), await server.PublisherAsync("buyer"));
        for (var round = 0; round < 20; round++)
        {
            var last = await LastOfEntriesAsync();
            var results = await Task.WhenAll(
                one.PublishAsync($"entry.demo.a{round}", Some.Entry($"a{round}"), PublishExpectation.Gate(last), CancellationToken.None),
                other.PublishAsync($"entry.demo.b{round}", Some.Entry($"b{round}"), PublishExpectation.Gate(last), CancellationToken.None));

            Assert.Equal(new PublishResult.Stored(last + 1, Duplicate: false), Assert.Single(results.OfType<PublishResult.Stored>()));
            Assert.Equal(new PublishResult.WrongSequence(last + 1), Assert.Single(results.OfType<PublishResult.WrongSequence>()));
        }
    }

    [Fact]
    public async Task The_same_intent_passes_the_gate_once_even_when_the_stream_has_not_moved_since()
    {
        var publisher = await server.PublisherAsync("buyer");
        var stored = Assert.IsType<PublishResult.Stored>(
            await publisher.PublishAsync("entry.demo.twice", Some.Entry("twice"), PublishExpectation.Gate(await LastOfEntriesAsync()), CancellationToken.None));

        var again = await publisher.PublishAsync("entry.demo.twice", Some.Entry("twice"), PublishExpectation.Gate(stored.Sequence), CancellationToken.None);

        Assert.IsType<PublishResult.WrongSequence>(again);
    }

    [Fact]
    public async Task A_message_id_makes_the_second_publish_a_duplicate_of_the_first()
    {
        var publisher = await server.PublisherAsync("scanner");

        var first = await publisher.PublishAsync("signal.buy.momentum.AAPL", Some.Signal("dup"), PublishExpectation.Once("dup"), CancellationToken.None);
        var second = await publisher.PublishAsync("signal.buy.momentum.AAPL", Some.Signal("dup"), PublishExpectation.Once("dup"), CancellationToken.None);

        Assert.Equal(second, Assert.IsType<PublishResult.Stored>(first) with { Duplicate = true });
    }

    [Fact]
    public async Task A_position_is_written_only_after_the_one_its_writer_saw()
    {
        var publisher = await server.PublisherAsync("monitor");
        var first = Assert.IsType<PublishResult.Stored>(
            await publisher.PublishAsync("position.demo.AAPL", Some.Position(1), PublishExpectation.After(0), CancellationToken.None));

        Assert.Equal(new PublishResult.WrongSequence(first.Sequence), await publisher.PublishAsync("position.demo.AAPL", Some.Position(2), PublishExpectation.After(0), CancellationToken.None));
        Assert.IsType<PublishResult.Stored>(await publisher.PublishAsync("position.demo.AAPL", Some.Position(2), PublishExpectation.After(first.Sequence), CancellationToken.None));
    }

    [Fact]
    public async Task What_is_stored_is_read_back_with_its_place_its_headers_and_its_bytes()
    {
        var connection = await server.ConnectAsync("scanner");
        var signal = Some.Signal("read-back");
        var stored = (PublishResult.Stored)await MessagingServer.PublisherOn(connection).PublishAsync(
            "signal.buy.momentum.READ", signal, PublishExpectation.Once(signal.Id), CancellationToken.None);

        var read = await new StoredMessages(connection).LastMessageOfAsync(Streams.Signals, "signal.buy.momentum.READ", CancellationToken.None);

        Assert.NotNull(read);
        Assert.Equal((Streams.Signals, stored.Sequence, "signal.buy.momentum.READ"), (read.Stream, read.Sequence, read.Subject));
        Assert.Equal(Encoding.UTF8.GetString(ContractsJson.Write(signal)), Encoding.UTF8.GetString(read.Data.Span));
        Assert.Equal([new("Nats-Msg-Id", "read-back"), new("Pipeline-Correlation", "read-back")], read.Headers);
        Assert.InRange(read.Time, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task A_subject_without_a_message_has_no_last_one()
    {
        var stored = new StoredMessages(await server.ConnectAsync("buyer"));

        Assert.Null(await stored.LastMessageOfAsync(Streams.Entries, "entry.demo.never", CancellationToken.None));
        Assert.Null(await stored.MessageAtAsync(Streams.Entries, 1_000_000, CancellationToken.None));
    }

    [Fact]
    public async Task A_subject_of_another_process_is_a_fault_and_not_a_result()
    {
        var publisher = await server.PublisherAsync("buyer");

        var refused = await Assert.ThrowsAsync<PublishRefusedException>(
            () => publisher.PublishAsync("position.demo.AAPL", Some.Position(1), PublishExpectation.After(0), CancellationToken.None));

        Assert.Contains("position.demo.AAPL", refused.Message, StringComparison.Ordinal);
    }

    private async Task<ulong> LastOfEntriesAsync() =>
        await new StoredMessages(await server.ConnectAsync("viewer")).LastSequenceOfAsync(Streams.Entries, CancellationToken.None);
}
