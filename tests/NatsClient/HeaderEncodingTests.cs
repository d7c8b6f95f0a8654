using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;
using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class HeaderEncodingTests
{
    [Fact]
    public void Reads_back_what_it_wrote()
    {
        var headers = new NatsHeaders
        {
            ["Nats-Msg-Id"] = "a:b c",
            ["Accept"] = new StringValues(["one", "two"]),
            ["Name"] = "Zürich",
            ["Empty"] = "",
        };

        var read = HeaderEncoding.Read(Written(headers), Encoding.UTF8);

        Assert.Equal("a:b c", read["nats-msg-id"]);
        Assert.Equal(new[] { "one", "two" }, read["Accept"].ToArray());
        Assert.Equal("Zürich", read["Name"]);
        Assert.Equal("", read["Empty"]);
        Assert.Equal(4, read.Count);
    }

    [Fact]
    public void Measures_what_it_writes()
    {
        var headers = new NatsHeaders { ["A"] = "ü", ["B"] = new StringValues(["1", "2"]) };
        Assert.Equal(Written(headers).Length, headers.GetBytesLength());
    }

    [Theory]
    [InlineData("A", "x\r\nInjected: yes")]
    [InlineData("A", "x\n")]
    [InlineData("A\r\nB", "x")]
    [InlineData("A:B", "x")]
    [InlineData("A B", "x")]
    [InlineData("A\u0001", "x")]
    [InlineData("Ä", "x")]
    [InlineData("", "x")]
    public void Refuses_what_would_break_a_line(string name, string value) =>
        Assert.Throws<NatsException>(() => Written(new NatsHeaders { [name] = value }));

    [Theory]
    [InlineData("NATS/1.0\r\n\r\n", 0, "")]
    [InlineData("NATS/1.0 503\r\n\r\n", 503, "")]
    [InlineData("NATS/1.0 100 Idle Heartbeat\r\nNats-Last-Consumer: 1\r\n\r\n", 100, "Idle Heartbeat")]
    [InlineData("NATS/1.0 409 Message Size Exceeds MaxBytes\r\n\r\n", 409, "Message Size Exceeds MaxBytes")]
    public void Reads_the_status(string block, int code, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(block);

        var headers = HeaderEncoding.Read(bytes, Encoding.UTF8);

        Assert.Equal(code, headers.Code);
        Assert.Equal(text, headers.MessageText);
        Assert.Equal(code, HeaderEncoding.StatusOf(bytes));
    }

    [Theory]
    [InlineData("HTTP/1.0 200\r\n\r\n")]
    [InlineData("NATS/1.01\r\n\r\n")]
    [InlineData("")]
    [InlineData("NATS/1.0\r\nno colon\r\n\r\n")]
    [InlineData("NATS/1.0\r\n: no name\r\n\r\n")]
    public void Refuses_what_is_no_header_block(string block) =>
        Assert.Throws<NatsException>(() => HeaderEncoding.Read(Encoding.ASCII.GetBytes(block), Encoding.UTF8));

    [Fact]
    public void Received_headers_cannot_be_changed() =>
        Assert.Throws<InvalidOperationException>(() => HeaderEncoding.Read("NATS/1.0\r\nA: 1\r\n\r\n"u8, Encoding.UTF8)["A"] = "2");

    private static byte[] Written(NatsHeaders headers)
    {
        var writer = new ArrayBufferWriter<byte>();
        HeaderEncoding.Write(headers, writer, Encoding.UTF8);
        return writer.WrittenSpan.ToArray();
    }
}
