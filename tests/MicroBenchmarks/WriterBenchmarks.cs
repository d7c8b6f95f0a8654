using System.Text;
using BenchmarkDotNet.Attributes;
using NATS.Client.Core;
using NATS.Client.Core.Internal;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Internal;

namespace Pipeline.Tests.MicroBenchmarks;

/// <summary>What writing costs, up to the bytes for the socket.</summary>
public class WriterBenchmarks
{
    private const string Subject = "signal.buy.velocity.AAPL";

    private static readonly byte[] Payload = new byte[300];
    private static readonly byte[] Inbox = "_INBOX.0123456789abcdefghijkl."u8.ToArray();
    private static readonly NatsJSPubOpts Gate = new() { ExpectedLastSequence = 123_456, ExpectedLastSubjectSequence = 0 };
    private static readonly NatsHeaders Given = new() { ["Correlation"] = "0123456789" };

    private readonly CommandBuffer _buffer = new(4096);

    [Benchmark(Description = "PUB of 300 bytes")]
    public int WriteMessage() => Write(default, default);

    [Benchmark(Description = "PUB of 300 bytes as a request")]
    public int WriteRequest() => Write(new ReplySubject(Inbox, 123_456), default);

    [Benchmark(Description = "HPUB of 300 bytes with a header, compare-and-set")]
    public int WriteGate()
    {
        var message = PayloadWriter.Take();
        PublishHeaders.Write(Gate, Given, message, Encoding.UTF8);
        message.EndHeaders();
        var length = Write(new ReplySubject(Inbox, 123_456), message.Headers);
        message.Return();
        return length;
    }

    [Benchmark(Description = "pull request")]
    public byte[] WritePull() => new PullRequest(500, 0, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15)).ToJson();

    private int Write(ReplySubject replyTo, ReadOnlySpan<byte> headers)
    {
        _buffer.Clear();
        _buffer.WriteMessage(Subject, replyTo, headers, Payload);
        return _buffer.Length;
    }
}
