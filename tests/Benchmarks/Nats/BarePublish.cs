using System.Buffers.Text;
using System.Text;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>A publish and its acknowledgement, byte by byte as our client sends and receives them.</summary>
internal sealed class BarePublish
{
    private readonly Wire _wire;
    private readonly byte[] _verb;
    private readonly byte[] _size = Encoding.ASCII.GetBytes($" {Store.Payload.Length}\r\n");
    private long _number;

    public BarePublish(Wire wire, string subject, ReadOnlySpan<byte> inbox)
    {
        _wire = wire;
        var name = Encoding.ASCII.GetString(inbox);
        _verb = Encoding.ASCII.GetBytes($"PUB {subject} {name}.");
        wire.Write(Encoding.ASCII.GetBytes($"SUB {name}.* 1\r\n"));
    }

    public void Write() => Write(Store.Payload);

    public void Write(ReadOnlySpan<byte> payload)
    {
        _wire.Write(_verb);
        _wire.Write(++_number);
        _wire.Write(_size);
        _wire.Write(payload);
        _wire.Write("\r\n"u8);
    }

    /// <summary>Waits for an acknowledgement, and reads from it that the message is stored.</summary>
    public void ReadAck()
    {
        _wire.Next();
        SequenceIn(_wire.Body);
    }

    /// <summary>The sequence an acknowledgement tells.</summary>
    public static long SequenceIn(ReadOnlySpan<byte> ack)
    {
        var at = ack.IndexOf("\"seq\":"u8);
        return at >= 0 && Utf8Parser.TryParse(ack[(at + 6)..], out long sequence, out _)
            ? sequence
            : throw new InvalidOperationException($"A bare publish was not stored: {Encoding.UTF8.GetString(ack)}");
    }
}
