using NATS.Client.JetStream.Models;
using Pipeline.Contracts;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Tests.Unit.Messaging;

public sealed class TopologyTests
{
    private static readonly Symbol Berkshire = new("BRK.B");
    private static readonly IReadOnlyList<StreamConfig> StreamConfigs = Topology.StreamsOf("home");

    public static TheoryData<string, string> SubjectsAndStreams => new()
    {
        { Subjects.Bar(Berkshire), Streams.Market },
        { Subjects.Quote(Berkshire), Streams.Quotes },
        { Subjects.Buy("momentum", Berkshire), Streams.Signals },
        { Subjects.Sell(Berkshire), Streams.Signals },
        { Subjects.Entry("demo", "id"), Streams.Entries },
        { Subjects.SellerIntent("id"), Streams.Orders },
        { Subjects.Answer("buyer", "id"), Streams.Orders },
        { Subjects.VenueOrder("id"), Streams.Orders },
        { Subjects.Position("demo", Berkshire), Streams.Ledger },
        { Subjects.Trade("demo", Berkshire), Streams.Ledger },
        { Subjects.Cooldown(Berkshire), Streams.Ledger },
        { Subjects.Session(new DateOnly(2026, 11, 23)), Streams.Ledger },
        { Subjects.TradingControl, Streams.Control },
        { Subjects.StoreControl, Streams.Control },
        { Subjects.Flatten(null), Streams.Control },
        { Subjects.Lock(Berkshire), Streams.Control },
        { Subjects.Event("buyer", "signal_refused"), Streams.Events },
        { Subjects.DeadLetter("buyer"), Streams.DeadLetters },
    };

    [Theory]
    [MemberData(nameof(SubjectsAndStreams))]
    public void Every_subject_of_the_contracts_is_stored_in_exactly_one_stream(string subject, string stream)
    {
        Assert.Equal(stream, Topology.StreamOf(subject));
        Assert.Equal([stream], StreamConfigs.Where(config => config.Subjects!.Any(filter => SubjectFilter.Matches(filter, subject))).Select(config => config.Name));
    }

    [Fact]
    public void A_heartbeat_is_stored_nowhere() =>
        Assert.Throws<ArgumentException>(() => Topology.StreamOf(Subjects.Heartbeat("buyer")));

    [Fact]
    public void Every_stream_of_the_contracts_is_there_and_carries_the_homes_store_id()
    {
        Assert.Equal(Streams.All, StreamConfigs.Select(config => config.Name));
        Assert.All(StreamConfigs, config => Assert.Equal("home", config.Metadata![Topology.StoreIdKey]));
    }

    [Theory]
    [InlineData(Streams.Entries)]
    [InlineData(Streams.Orders)]
    [InlineData(Streams.Ledger)]
    [InlineData(Streams.Control)]
    public void What_books_are_made_of_is_kept_for_ever_and_republished(string stream)
    {
        var config = StreamConfigs.Single(config => config.Name == stream);

        Assert.Equal((TimeSpan.Zero, 0L, 0L, 0L), (config.MaxAge, config.MaxMsgs, config.MaxBytes, config.MaxMsgsPerSubject));
        Assert.True(config is { DenyDelete: true, DenyPurge: true, Discard: StreamConfigDiscard.New, AllowDirect: true });
        Assert.Equal("book.>", config.Republish!.Dest);
    }
}
