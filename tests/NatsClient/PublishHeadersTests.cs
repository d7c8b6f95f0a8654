using System.Text;
using NATS.Client.Core;
using NATS.Client.Core.Internal;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class PublishHeadersTests
{
    [Fact]
    public void Writes_nothing_when_nothing_is_expected() => Assert.Equal("", Written(new NatsJSPubOpts(), []));

    [Fact]
    public void Writes_every_expectation()
    {
        var opts = new NatsJSPubOpts
        {
            MsgId = "id",
            ExpectedLastMsgId = "last",
            ExpectedStream = "S",
            ExpectedLastSequence = 0,
            ExpectedLastSubjectSequence = ulong.MaxValue,
            ExpectedLastSubjectSequenceSubject = "s.>",
        };

        Assert.Equal(
            "NATS/1.0\r\nNats-Msg-Id: id\r\nNats-Expected-Last-Msg-Id: last\r\nNats-Expected-Stream: S\r\nNats-Expected-Last-Sequence: 0\r\n"
            + "Nats-Expected-Last-Subject-Sequence: 18446744073709551615\r\nNats-Expected-Last-Subject-Sequence-Subject: s.>\r\n\r\n",
            Written(opts, null));
    }

    [Fact]
    public void An_expectation_replaces_a_given_header_of_its_name_and_leaves_the_given_ones_as_they_are()
    {
        var given = new NatsHeaders { ["nats-msg-id"] = "old", ["Key"] = "value" };

        Assert.Equal("NATS/1.0\r\nKey: value\r\nNats-Msg-Id: new\r\n\r\n", Written(new NatsJSPubOpts { MsgId = "new" }, given));
        Assert.Equal(["nats-msg-id", "Key"], given.Keys);
        Assert.Equal("NATS/1.0\r\nnats-msg-id: old\r\nKey: value\r\n\r\n", Written(new NatsJSPubOpts(), given));
    }

    [Fact]
    public void Refuses_an_expectation_that_would_break_its_line() =>
        Assert.Throws<NatsException>(() => Written(new NatsJSPubOpts { MsgId = "a\r\nb" }, null));

    private static string Written(NatsJSPubOpts opts, NatsHeaders? given)
    {
        var writer = PayloadWriter.Take();
        PublishHeaders.Write(opts, given, writer, Encoding.UTF8);
        writer.EndHeaders();
        var written = Encoding.UTF8.GetString(writer.Headers);
        writer.Return();
        return written;
    }
}
