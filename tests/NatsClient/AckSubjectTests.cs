using NATS.Client.JetStream;
using NATS.Client.JetStream.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class AckSubjectTests
{
    private static readonly DateTimeOffset Stored = new(2026, 3, 2, 14, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("$JS.ACK.SIGNALS.buyer.2.41.17.1772461800000000000.5", "")]
    [InlineData("$JS.ACK._.AHASH.SIGNALS.buyer.2.41.17.1772461800000000000.5", "")]
    [InlineData("$JS.ACK._.AHASH.SIGNALS.buyer.2.41.17.1772461800000000000.5.token", "")]
    [InlineData("$JS.ACK.hub.AHASH.SIGNALS.buyer.2.41.17.1772461800000000000.5.token", "hub")]
    public void Reads_both_shapes(string subject, string domain) =>
        Assert.Equal(
            new NatsJSMsgMetadata(new NatsJSSequencePair(41, 17), 2, 5, Stored, "SIGNALS", "buyer", domain),
            AckSubject.Parse(subject));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("_INBOX.abc.1")]
    [InlineData("$JS.ACK.SIGNALS.buyer.2.41.17.1772461800000000000")]
    [InlineData("$JS.ACK.x.SIGNALS.buyer.2.41.17.1772461800000000000.5")]
    [InlineData("$JS.ACK.SIGNALS.buyer.2.41.seventeen.1772461800000000000.5")]
    [InlineData("$JS.ACK.SIGNALS.buyer.2.-41.17.1772461800000000000.5")]
    public void Reads_nothing_from_other_subjects(string? subject) => Assert.Null(AckSubject.Parse(subject));
}
