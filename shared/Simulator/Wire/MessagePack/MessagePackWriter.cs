using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Simulator.Wire.MessagePack;

/// <summary>Items as MessagePack (specification of 2017-08-09, timestamp extension included); grows its buffer and can be used again.</summary>
public sealed class MessagePackWriter : IItemWriter
{
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;
    private readonly Stack<Container> _open = new();
    private byte[] _bytes = new byte[512];
    private int _length;

    /// <summary>What was written since the start or the last <see cref="Reset"/>.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Reset()
    {
        _length = 0;
        _open.Clear();
    }

    public void StartObject() => Start(isMap: true);

    public void EndObject() => End();

    public void StartArray() => Start(isMap: false);

    public void EndArray() => End();

    public void Name(string name)
    {
        var map = _open.Pop();
        _open.Push(map with { Items = map.Items + 1 });
        String(name);
    }

    public void Text(string? value)
    {
        Item();
        if (value is null) Take(1)[0] = 0xc0;
        else String(value);
    }

    public void Number(decimal value)
    {
        Item();
        var bytes = Take(9);
        bytes[0] = 0xcb;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], (double)value);
    }

    public void Count(long value)
    {
        Item();
        if (value is >= -32 and <= 127) Take(1)[0] = unchecked((byte)value);
        else if (value < 0) Whole(value >= short.MinValue ? (byte)0xd1 : value >= int.MinValue ? (byte)0xd2 : (byte)0xd3, value);
        else Whole(value <= byte.MaxValue ? (byte)0xcc : value <= ushort.MaxValue ? (byte)0xcd : value <= uint.MaxValue ? (byte)0xce : (byte)0xcf, value);
    }

    public void Flag(bool value)
    {
        Item();
        Take(1)[0] = value ? (byte)0xc3 : (byte)0xc2;
    }

    /// <summary>32 bits for whole seconds until 2106, 64 bits with nanoseconds until 2514, else 96 bits.</summary>
    public void Moment(DateTimeOffset value)
    {
        Item();
        var ticks = value.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(ticks, TicksPerSecond, out var rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + TicksPerSecond);
        var nanoseconds = (uint)(rest * 100);
        if (seconds is < 0 or > (1L << 34) - 1)
        {
            var bytes = Take(15);
            (bytes[0], bytes[1], bytes[2]) = (0xc7, 12, 0xff);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[3..], nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(bytes[7..], seconds);
        }
        else if (nanoseconds != 0 || seconds > uint.MaxValue)
        {
            var bytes = Take(10);
            (bytes[0], bytes[1]) = (0xd7, 0xff);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[2..], ((ulong)nanoseconds << 34) | (ulong)seconds);
        }
        else
        {
            var bytes = Take(6);
            (bytes[0], bytes[1]) = (0xd6, 0xff);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)seconds);
        }
    }

    private void Whole(byte code, long value)
    {
        // The two low bits of the code are the logarithm of the size: cc to cf unsigned, d0 to d3 signed.
        var size = 1 << (code & 3);
        var bytes = Take(1 + size);
        bytes[0] = code;
        for (var index = size; index > 0; index--, value >>= 8) bytes[index] = unchecked((byte)value);
    }

    private void String(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        if (size <= 31) Take(1)[0] = (byte)(0xa0 | size);
        else if (size <= byte.MaxValue) Whole(0xd9, 1, size);
        else if (size <= ushort.MaxValue) Whole(0xda, 2, size);
        else Whole(0xdb, 4, size);
        Encoding.UTF8.GetBytes(value, Take(size));
    }

    private void Whole(byte code, int size, int value)
    {
        var bytes = Take(1 + size);
        bytes[0] = code;
        for (var index = size; index > 0; index--, value >>= 8) bytes[index] = unchecked((byte)value);
    }

    /// <summary>The number of items is known at the end only; one byte is kept for it, which is enough for up to fifteen.</summary>
    private void Start(bool isMap)
    {
        Item();
        _open.Push(new Container(_length, 0, isMap));
        Take(1);
    }

    private void End()
    {
        var (at, items, isMap) = _open.Pop();
        if (items <= 15)
        {
            _bytes[at] = (byte)((isMap ? 0x80 : 0x90) | items);
            return;
        }

        var size = items <= ushort.MaxValue ? 2 : 4;
        var body = _length - at - 1;
        Take(size);
        _bytes.AsSpan(at + 1, body).CopyTo(_bytes.AsSpan(at + 1 + size));
        _bytes[at] = (byte)((isMap ? 0xde : 0xdc) + (size == 2 ? 0 : 1));
        for (var index = size; index > 0; index--, items >>= 8) _bytes[at + index] = unchecked((byte)items);
    }

    /// <summary>Counts a value of an array; those of a map are counted by their names.</summary>
    private void Item()
    {
        if (_open.Count == 0 || _open.Peek().IsMap) return;
        var array = _open.Pop();
        _open.Push(array with { Items = array.Items + 1 });
    }

    private Span<byte> Take(int size)
    {
        if (_length + size > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + size, _bytes.Length * 2));
        _length += size;
        return _bytes.AsSpan(_length - size, size);
    }

    private readonly record struct Container(int At, int Items, bool IsMap);
}
