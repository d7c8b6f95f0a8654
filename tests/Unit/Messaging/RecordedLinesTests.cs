using System.Text;
using Pipeline.Messaging;

namespace Pipeline.Tests.Unit.Messaging;

public sealed class RecordedLinesTests
{
    [Theory]
    [InlineData("{\"symbol\":\"BRK.B\",\"price\":\"1.50\",\"n\":2.5000}")]
    [InlineData("{\"text\":\"a\\u002Bb\"}")]
    [InlineData("[1,2]")]
    [InlineData("{not json")]
    [InlineData("{\"a\":1} and more")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("")]
    public async Task What_is_written_is_read_back_with_the_same_meaning(string body)
    {
        var message = Message(Encoding.UTF8.GetBytes(body));

        var read = await SingleAsync(RecordedLines.Write(message));

        Assert.Equal((message.Stream, message.Sequence, message.Time, message.Subject), (read.Stream, read.Sequence, read.Time, read.Subject));
        Assert.Equal(message.Headers, read.Headers);
        Assert.Equal(body.Replace("\\u002B", "+", StringComparison.Ordinal), Encoding.UTF8.GetString(read.Data.Span).Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_is_one_line_whatever_its_body()
    {
        Assert.DoesNotContain('\n', RecordedLines.Write(Message("{\n  \"a\": 1\n}"u8.ToArray())));
        Assert.DoesNotContain('\n', RecordedLines.Write(Message([0xFF, 0x0A, 0x00])));
    }

    [Theory]
    [InlineData("not a line")]
    [InlineData("{}")]
    [InlineData("{\"stream\":\"S\",\"sequence\":-1,\"time\":\"2026-11-23T15:00:00Z\",\"subject\":\"s\",\"data\":{}}")]
    [InlineData("{\"stream\":\"S\",\"sequence\":1,\"time\":\"yesterday\",\"subject\":\"s\",\"data\":{}}")]
    public async Task A_line_that_is_none_is_named_by_its_number(string line)
    {
        var refused = await Assert.ThrowsAsync<FormatException>(() => SingleAsync("\n" + line));

        Assert.StartsWith("Line 2 is not a recorded message", refused.Message, StringComparison.Ordinal);
    }

    private static RawMessage Message(byte[] data) => new(
        "SIGNALS",
        7,
        new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero).AddTicks(1234567),
        "signal.buy.momentum.BRK-B",
        new Dictionary<string, string> { ["Pipeline-Correlation"] = "signal-1" },
        data);

    private static async Task<RawMessage> SingleAsync(string lines)
    {
        using var reader = new StringReader(lines);
        var messages = new List<RawMessage>();
        await foreach (var message in RecordedLines.ReadAsync(reader, CancellationToken.None))
            messages.Add(message);
        return Assert.Single(messages);
    }
}
