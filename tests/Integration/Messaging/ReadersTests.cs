using Pipeline.Contracts;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>A viewer reads by direct get, the orchestrator by a consumer of its own: both must read the same.</summary>
public sealed class ReadersTests(TwentyEvents events) : IClassFixture<TwentyEvents>
{
    public static TheoryData<string> Users => ["viewer", "orchestrator"];

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_stream_is_read_whole_and_reading_ends_with_its_last_message(string user) =>
        Assert.Equal(Enumerable.Range(1, 20), await ReadAsync(user, new ReadRange()));

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_stream_is_read_from_a_sequence_on_and_by_subject(string user) =>
        Assert.Equal([12, 14, 16, 18, 20], await ReadAsync(user, new ReadRange { FromSequence = 11, Subjects = ["event.buyer.>"] }));

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Several_subjects_come_in_the_order_of_the_stream(string user) =>
        Assert.Equal(Enumerable.Range(3, 18), await ReadAsync(user, new ReadRange { FromSequence = 3, Subjects = ["event.buyer.>", "event.monitor.>", "event.seller.test"] }));

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_stream_is_read_between_two_times(string user)
    {
        var times = new List<DateTimeOffset>();
        await foreach (var raw in (await events.ReaderAsync(user)).ReadAsync(Streams.Events, new ReadRange(), CancellationToken.None))
            times.Add(raw.Time);

        Assert.Equal([5, 6, 7, 8], await ReadAsync(user, new ReadRange { Since = times[4], Until = times[7] }));
        Assert.Empty(await ReadAsync(user, new ReadRange { Since = times[19] + TimeSpan.FromTicks(10_000) }));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task What_matches_nothing_ends_at_once(string user)
    {
        Assert.Empty(await ReadAsync(user, new ReadRange { Subjects = ["event.monitor.>"] }).InTime("the reading to end"));
        Assert.Empty(await ReadAsync(user, new ReadRange { FromSequence = 21 }).InTime("the reading to end"));
    }

    private async Task<List<int>> ReadAsync(string user, ReadRange range)
    {
        var numbers = new List<int>();
        await foreach (var raw in (await events.ReaderAsync(user)).ReadAsync(Streams.Events, range, CancellationToken.None))
        {
            Assert.Equal($"event-{raw.Sequence}", raw.Headers["Nats-Msg-Id"]);
            numbers.Add((int)raw.Sequence);
        }

        return numbers;
    }
}
