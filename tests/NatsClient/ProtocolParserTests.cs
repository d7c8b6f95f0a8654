using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class ProtocolParserTests
{
    private const string Conversation =
        "INFO {\"server_id\":\"A\"} \r\n"
        + "+OK\r\nPING\r\nPONG\r\n"
        + "MSG a.b 7 5\r\nhello\r\n"
        + "MSG a.b 7 _INBOX.x.1 0\r\n\r\n"
        + "msg\ta.b\t7\t_INBOX.x.1\t 4\r\n\r\n\r\n\r\n"
        + "HMSG a.b 8 12 17\r\nNATS/1.0\r\n\r\nhello\r\n"
        + "HMSG a.b 8 _INBOX.y 30 30\r\nNATS/1.0 503 No Responders\r\n\r\n\r\n"
        + "-ERR 'Permissions Violation for Publish to \"x\"'\r\n";

    private static readonly string[] Expected =
    [
        "Info {\"server_id\":\"A\"}",
        "Ok",
        "Ping",
        "Pong",
        "Message 7 a.b <> [] hello",
        "Message 7 a.b <_INBOX.x.1> [] ",
        "Message 7 a.b <_INBOX.x.1> [] \r\n\r\n",
        "Message 8 a.b <> [NATS/1.0\r\n\r\n] hello",
        "Message 8 a.b <_INBOX.y> [NATS/1.0 503 No Responders\r\n\r\n] ",
        "Error Permissions Violation for Publish to \"x\"",
    ];

    [Fact]
    public void Reads_every_kind_of_frame() => Assert.Equal(Expected, Read(Conversation.Length));

    [Fact]
    public void Reads_the_same_wherever_the_bytes_are_split()
    {
        for (var split = 1; split < Conversation.Length; split++)
        {
            Assert.Equal(Expected, Read(split));
        }
    }

    [Fact]
    public void Reads_the_same_byte_by_byte() => Assert.Equal(Expected, Read(1));

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("hello\r\n")]
    [InlineData("\r\n")]
    [InlineData("x")]
    [InlineData("MSX")]
    [InlineData("MSGa b 1 2\r\n")]
    [InlineData("MSG a\r\n")]
    [InlineData("MSG a 1\r\n")]
    [InlineData("MSG a 1 b 2 3\r\n")]
    [InlineData("MSG a one 2\r\n")]
    [InlineData("MSG a 1 -2\r\n")]
    [InlineData("MSG a 1 99999999999999999999\r\n")]
    [InlineData("MSG a 1 2x\r\n")]
    [InlineData("MSG a 1 2\r\nabc\r\n")]
    [InlineData("HMSG a 1 9 8\r\n")]
    [InlineData("HMSG a 1 9\r\n")]
    [InlineData("PINGPONG\r\n")]
    public void Refuses_what_is_no_protocol(string garbage) =>
        Assert.Throws<NatsProtocolViolationException>(() => ProtocolParser.TryRead(Encoding.ASCII.GetBytes(garbage), out _));

    [Fact]
    public void Refuses_a_line_that_does_not_end() =>
        Assert.Throws<NatsProtocolViolationException>(
            () => ProtocolParser.TryRead(Encoding.ASCII.GetBytes("MSG " + new string('a', ProtocolParser.MaxLine)), out _));

    [Fact]
    public void Refuses_a_message_larger_than_any_server_sends() =>
        Assert.Throws<NatsProtocolViolationException>(
            () => ProtocolParser.TryRead(Encoding.ASCII.GetBytes($"MSG a 1 {ProtocolParser.MaxMessage + 1}\r\n"), out _));

    [Fact]
    public void Reads_or_refuses_any_bytes_but_never_fails_otherwise() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                return !ProtocolParser.TryRead(bytes, out var frame) || frame.Length <= bytes.Length;
            }
            catch (NatsProtocolViolationException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shows_no_control_character_of_the_garbage()
    {
        var refusal = Assert.Throws<NatsProtocolViolationException>(() => ProtocolParser.TryRead("\u001b[2Jboo\r\n"u8, out _));
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    private static List<string> Read(int chunk)
    {
        var bytes = Encoding.ASCII.GetBytes(Conversation);
        var read = new List<string>();
        var start = 0;
        var end = 0;
        while (end < bytes.Length)
        {
            // Once the first chunk has arrived, byte by byte: every later boundary is met too.
            end = end == 0 ? Math.Min(chunk, bytes.Length) : end + 1;
            while (ProtocolParser.TryRead(bytes.AsSpan(start, end - start), out var frame))
            {
                read.Add(Describe(frame, bytes.AsSpan(start, frame.Length)));
                start += frame.Length;
            }
        }

        Assert.Equal(bytes.Length, start);
        return read;
    }

    private static string Describe(in ProtocolFrame frame, ReadOnlySpan<byte> bytes) => frame.Kind switch
    {
        FrameKind.Message => $"Message {frame.Sid} {Text(frame.Subject.Of(bytes))} <{Text(frame.ReplyTo.Of(bytes))}>"
            + $" [{Text(frame.Headers.Of(bytes))}] {Text(frame.Payload.Of(bytes))}",
        FrameKind.Info or FrameKind.Error => $"{frame.Kind} {Text(frame.Text.Of(bytes))}",
        _ => frame.Kind.ToString(),
    };

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes);
}
