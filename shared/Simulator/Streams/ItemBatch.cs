using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Pipeline.Simulator.Wire;
using Pipeline.Simulator.Wire.MessagePack;

namespace Pipeline.Simulator.Streams;

/// <summary>
/// Gathers items into arrays that stay below 64 KiB, the size at which known clients stop reading. Each item is encoded
/// once; the finished messages are shared by everybody they are sent to.
/// </summary>
public sealed class ItemBatch : IDisposable
{
    private const int MaxBytes = 60_000;

    // array 16 of MessagePack; the number of items follows when it is known.
    private static readonly byte[] ArrayHead = [0xdc, 0, 0];
    private readonly DataEncoding _encoding;
    private readonly ArrayBufferWriter<byte> _message = new(4096);
    private readonly ArrayBufferWriter<byte> _item = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly JsonItemWriter _jsonItem;
    private readonly MessagePackWriter _packed = new();
    private readonly List<ReadOnlyMemory<byte>> _messages = [];
    private int _items;

    public ItemBatch(DataEncoding encoding)
    {
        _encoding = encoding;
        _json = new Utf8JsonWriter(_item);
        _jsonItem = new JsonItemWriter(_json);
    }

    /// <summary>Where the next item is to be written; <see cref="Add"/> takes it in.</summary>
    public IItemWriter Item => _encoding == DataEncoding.Json ? _jsonItem : _packed;

    /// <summary>Takes in what was written to <see cref="Item"/>.</summary>
    public void Add()
    {
        if (_encoding == DataEncoding.Json)
        {
            _json.Flush();
            Append(_item.WrittenSpan);
            _item.ResetWrittenCount();
            _json.Reset();
        }
        else
        {
            Append(_packed.Written);
            _packed.Reset();
        }
    }

    /// <summary>The messages since the last call.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Take()
    {
        Finish();
        var messages = _messages.ToArray();
        _messages.Clear();
        return messages;
    }

    public void Dispose() => _json.Dispose();

    private void Append(ReadOnlySpan<byte> item)
    {
        if (_message.WrittenCount + item.Length + 2 > MaxBytes) Finish();
        if (_encoding == DataEncoding.MessagePack && _items == 0) _message.Write(ArrayHead);
        if (_encoding == DataEncoding.Json) _message.Write(_items == 0 ? "["u8 : ","u8);
        _message.Write(item);
        _items++;
    }

    private void Finish()
    {
        if (_items == 0) return;
        if (_encoding == DataEncoding.Json) _message.Write("]"u8);
        var message = _message.WrittenSpan.ToArray();
        if (_encoding == DataEncoding.MessagePack) BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(1), (ushort)_items);
        _messages.Add(message);
        _message.ResetWrittenCount();
        _items = 0;
    }
}
