using System.Buffers;
using System.Text;
using System.Text.Json;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace Pipeline.Tests.NatsClient;

public sealed class PubAckTests
{
    [Fact]
    public void Reads_what_a_stream_answers()
    {
        Assert.Equal(new PubAckResponse { Stream = "ORDERS", Seq = 7 }, Read("""{"stream":"ORDERS", "seq":7}"""));
        Assert.Equal(
            new PubAckResponse { Stream = "ORDERS", Seq = ulong.MaxValue, Duplicate = true, Domain = "hub", Value = "5" },
            Read("""{"val":"5","domain":"hub","duplicate":true,"seq":18446744073709551615,"stream":"ORDERS"}"""));
    }

    [Fact]
    public void Reads_why_a_stream_refused()
    {
        var ack = Read("""{"error":{"code":400,"err_code":10071,"description":"wrong last sequence: 4"},"stream":"ORDERS","seq":0}""");

        Assert.Equal(new ApiError { Code = 400, ErrCode = 10071, Description = "wrong last sequence: 4" }, ack!.Error);
        Assert.Equal("ORDERS", ack.Stream);
    }

    [Fact]
    public void Passes_over_what_it_does_not_know() =>
        Assert.Equal(
            new PubAckResponse { Stream = "S", Seq = 1 },
            Read("""{"batch":{"id":[1,{"seq":9}]},"stream":"S","count":null,"seq":1,"type":"io.nats.x"}"""));

    [Fact]
    public void Tells_streams_of_equally_long_names_apart()
    {
        Assert.Equal(["AAA", "BBB", "AAA", "aaa"], new[] { "AAA", "BBB", "AAA", "aaa" }.Select(name => Read($$"""{"stream":"{{name}}"}""")!.Stream));
    }

    [Theory]
    [InlineData("")]
    [InlineData("+OK")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"seq\":7}")]
    [InlineData("{\"seq\":")]
    [InlineData("{\"seq\":-1}")]
    [InlineData("{\"seq\":\"7\"}")]
    [InlineData("{\"stream\":7}")]
    [InlineData("{\"duplicate\":\"no\"}")]
    public void Refuses_what_is_no_acknowledgement(string text)
    {
        var thrown = Record.Exception(() => Read(text));

        Assert.True(thrown is JsonException or InvalidOperationException or FormatException, $"{thrown}");
    }

    private static PubAckResponse? Read(string text) => PubAck.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)));
}
