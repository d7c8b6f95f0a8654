using System.Buffers;
using System.Text.Json;

namespace Pipeline.Simulator.Streams;

/// <summary>Gathers items into JSON arrays that stay below 64 KiB, the size at which known clients stop reading.</summary>
public sealed class ItemBatch(Action<byte[]> send)
{
    private const int MaxBytes = 60_000;
    private readonly ArrayBufferWriter<byte> _message = new(MaxBytes);
    private readonly ArrayBufferWriter<byte> _item = new(512);

    public void Add(Action<Utf8JsonWriter> write)
    {
        _item.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_item)) write(json);
        if (_message.WrittenCount + _item.WrittenCount + 2 > MaxBytes) Flush();
        _message.Write(_message.WrittenCount == 0 ? "["u8 : ","u8);
        _message.Write(_item.WrittenSpan);
    }

    public void Flush()
    {
        if (_message.WrittenCount == 0) return;
        _message.Write("]"u8);
        send(_message.WrittenSpan.ToArray());
        _message.ResetWrittenCount();
    }
}
