using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using NATS.Client.Core;
using NATS.Client.Core.Internal;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace Pipeline.Tests.MicroBenchmarks;

/// <summary>What reading costs, from the bytes of the socket on.</summary>
public class ParserBenchmarks
{
    private const string AckSubjectText = "$JS.ACK.SIGNALS.buyer.1.123456.654321.1772461800000000000.5";
    private const string HeaderBlock = "NATS/1.0\r\nNats-Stream: SIGNALS\r\nNats-Subject: signal.buy.velocity.AAPL\r\nNats-Sequence: 123456\r\nCorrelation: 0123456789\r\n\r\n";

    private static readonly byte[] Message = Bytes($"MSG signal.buy.velocity.AAPL 7 {AckSubjectText} 300\r\n{new string('x', 300)}\r\n");
    private static readonly byte[] WithHeaders = Bytes($"HMSG signal.buy.velocity.AAPL 7 {HeaderBlock.Length} {HeaderBlock.Length + 300}\r\n{HeaderBlock}{new string('x', 300)}\r\n");
    private static readonly byte[] Headers = Bytes(HeaderBlock);
    private static readonly byte[] Status = Bytes("NATS/1.0 408 Request Timeout\r\nNats-Pending-Messages: 5\r\n\r\n");
    private static readonly ReadOnlySequence<byte> Ack = new(Bytes("""{"stream":"SIGNALS","seq":123456}"""));

    [Benchmark(Description = "MSG of 300 bytes")]
    public int ReadMessage() => Read(Message);

    [Benchmark(Description = "HMSG of 300 bytes and 4 headers")]
    public int ReadMessageWithHeaders() => Read(WithHeaders);

    [Benchmark(Description = "PING")]
    public int ReadPing() => Read("PING\r\n"u8);

    [Benchmark(Description = "4 headers")]
    public NatsHeaders ReadHeaders() => HeaderEncoding.Read(Headers, Encoding.UTF8);

    [Benchmark(Description = "status code")]
    public int ReadStatus() => HeaderEncoding.StatusOf(Status);

    [Benchmark(Description = "publish acknowledgement")]
    public PubAckResponse? ReadAck() => PubAck.Read(Ack);

    [Benchmark(Description = "sequences of a delivery")]
    public NatsJSSequencePair? ReadSequences() => AckSubject.SequencesIn(AckSubjectText);

    private static int Read(ReadOnlySpan<byte> bytes) => ProtocolParser.TryRead(bytes, out var frame) ? frame.Length : throw new InvalidOperationException();

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
