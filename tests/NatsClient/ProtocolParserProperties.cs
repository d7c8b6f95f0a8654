using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class ProtocolParserProperties
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void A_conversation_is_read_the_same_however_it_is_cut() => Prop.ForAll(Seeds, seed =>
    {
        var bytes = new ServerTalk(seed).Conversation();
        var (whole, rest) = Read(bytes, [bytes.Length]);
        var random = new Random(seed);
        var (cut, restOfCut) = Read(bytes, Enumerable.Range(0, 8).Select(_ => random.Next(bytes.Length)).Order().Append(bytes.Length));
        return whole is not null && whole.SequenceEqual(cut!) && (rest, restOfCut) == (0, 0);
    }).Check(Many);

    [Fact]
    public void A_garbled_conversation_is_read_or_refused_and_always_moves_on() => Prop.ForAll(Seeds, seed =>
    {
        var bytes = new ServerTalk(seed).Garbled();
        var (whole, rest) = Read(bytes, [bytes.Length]);
        var (byByte, restByByte) = Read(bytes, Enumerable.Range(1, bytes.Length));

        // Byte by byte the same frames come, and the same refusal, if any; only sooner.
        return (whole is null) == (byByte is null) && (whole is null || (whole.SequenceEqual(byByte!) && rest == restByByte));
    }).Check(Many);

    [Fact]
    public void Any_bytes_as_headers_are_read_or_refused() => Prop.ForAll<byte[], byte[]>((tail, other) =>
    {
        foreach (var block in new[] { tail, [.. "NATS/1.0"u8, .. tail], [.. "NATS/1.0\r\n"u8, .. tail, .. ":"u8, .. other, .. "\r\n\r\n"u8] })
        {
            var status = HeaderEncoding.StatusOf(block);
            try
            {
                Assert.Equal(status, HeaderEncoding.Read(block, Encoding.UTF8).Code);
            }
            catch (NatsException)
            {
                // Refused in our own words; the message tells its receiver.
            }
        }

        return true;
    }).Check(Many);

    [Fact]
    public void Any_headers_are_refused_or_come_back_as_they_went() => Prop.ForAll<string, string[]>((name, values) =>
    {
        var all = values.Select(value => value ?? "").ToArray();
        var headers = new NatsHeaders { [name ?? ""] = all, ["Other"] = "x" };
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        try
        {
            HeaderEncoding.Write(headers, writer, Encoding.UTF8);
        }
        catch (NatsException)
        {
            return writer.WrittenCount >= 0;
        }

        var read = HeaderEncoding.Read(writer.WrittenSpan, Encoding.UTF8);
        return writer.WrittenCount == headers.GetBytesLength()
            && read["Other"] == "x"
            && (all.Length == 0 || read[name!].ToArray().SequenceEqual(all.Select(value => value.Trim(' ', '\t'))));
    }).Check(Many);

    // What was read before the bytes were refused, or null; and how many bytes were left unread. The buffer ends at each of the places.
    private static (List<string>? Frames, int Unread) Read(byte[] bytes, IEnumerable<int> ends)
    {
        var frames = new List<string>();
        var start = 0;
        try
        {
            foreach (var end in ends.Where(end => end > 0))
            {
                while (ProtocolParser.TryRead(bytes.AsSpan(start, end - start), out var frame))
                {
                    Assert.InRange(frame.Length, 1, end - start);
                    frames.Add($"{frame.Kind} {frame.Sid} {frame.Length} {Convert.ToHexString(frame.Payload.Of(bytes.AsSpan(start, frame.Length)))}");
                    start += frame.Length;
                }
            }
        }
        catch (NatsProtocolViolationException)
        {
            return (null, 0);
        }

        return (frames, bytes.Length - start);
    }
}
