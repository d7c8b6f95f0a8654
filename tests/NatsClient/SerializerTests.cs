using System.Buffers;
using NATS.Client.Core;

namespace Pipeline.Tests.NatsClient;

public sealed class SerializerTests
{
    public static TheoryData<object> Values =>
    [
        "Zürich", 42, -7L, 7UL, (short)-3, (byte)200, 1.25m, 0.1d, 1.5f, true,
        new DateTime(2026, 3, 2, 14, 30, 0, 123, DateTimeKind.Utc),
        new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.FromHours(1)),
        Guid.Parse("0198a9a0-0000-7000-8000-000000000001"), TimeSpan.FromMilliseconds(1234),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void Reads_back_what_it_wrote(object value)
    {
        var method = typeof(SerializerTests).GetMethod(nameof(RoundTrip), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        Assert.Equal(value, method.MakeGenericMethod(value.GetType()).Invoke(null, [value]));
    }

    [Fact]
    public void Bytes_stay_as_they_are()
    {
        byte[] bytes = [0, 13, 10, 255];
        Assert.Equal(bytes, RoundTrip(bytes));
        Assert.Equal(bytes, RoundTrip<ReadOnlyMemory<byte>>(bytes).ToArray());
    }

    [Fact]
    public void A_number_that_is_none_is_refused() =>
        Assert.Throws<NatsException>(() => NatsDefaultSerializer<int>.Default.Deserialize(new ReadOnlySequence<byte>("x"u8.ToArray())));

    [Fact]
    public void An_unknown_type_is_refused() =>
        Assert.Throws<NatsException>(() => NatsDefaultSerializer<Version>.Default.Serialize(new ArrayBufferWriter<byte>(), new Version()));

    private static T? RoundTrip<T>(T value)
    {
        var writer = new ArrayBufferWriter<byte>();
        NatsDefaultSerializer<T>.Default.Serialize(writer, value);
        return NatsDefaultSerializer<T>.Default.Deserialize(new ReadOnlySequence<byte>(writer.WrittenMemory));
    }
}
