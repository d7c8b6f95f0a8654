using System.Text.Json.Nodes;
using Pipeline.Simulator.Wire;
using Pipeline.Simulator.Wire.MessagePack;

namespace Pipeline.Tests.Integration.Simulator.Wire;

/// <summary>Vectors follow from the tables of the MessagePack specification of 2017-08-09; the official clients decode the rest.</summary>
public sealed class MessagePackTests
{
    public static TheoryData<long, string> WholeNumbers => new()
    {
        { 0, "00" }, { 127, "7f" }, { 128, "cc80" }, { 255, "ccff" }, { 256, "cd0100" }, { 65535, "cdffff" }, { 65536, "ce00010000" },
        { 4294967295, "ceffffffff" }, { 4294967296, "cf0000000100000000" }, { long.MaxValue, "cf7fffffffffffffff" },
        { -1, "ff" }, { -32, "e0" }, { -33, "d1ffdf" }, { -32768, "d18000" }, { -32769, "d2ffff7fff" }, { int.MinValue, "d280000000" },
        { -2147483649, "d3ffffffff7fffffff" }, { long.MinValue, "d38000000000000000" },
    };

    [Theory]
    [MemberData(nameof(WholeNumbers))]
    public void Writes_whole_numbers_in_the_shortest_form_and_reads_them(long value, string bytes)
    {
        Assert.Equal(bytes, Hex(writer => writer.Count(value)));
        Assert.Equal(value, decimal.Parse(Read(bytes)!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-01-05T15:00:00Z", "d6ff695bd1f0")]
    [InlineData("2026-01-05T15:00:00.1234567Z", "d7ff1d6f32f0695bd1f0")]
    [InlineData("2200-01-01T00:00:00Z", "d7ff00000001b09e1900")]
    [InlineData("1969-12-31T23:59:59.5Z", "c70cff1dcd6500ffffffffffffffff")]
    public void Writes_moments_as_the_timestamp_extension(string moment, string bytes)
    {
        var at = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(bytes, Hex(writer => writer.Moment(at)));
        Assert.Equal(at, DateTimeOffset.Parse(Read(bytes)!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Writes_prices_as_binary_floating_point_and_texts_flags_and_nothing_as_themselves()
    {
        Assert.Equal("cb405fa33333333333", Hex(writer => writer.Number(126.55m)));
        Assert.Equal("cb4059000000000000", Hex(writer => writer.Number(100m)));
        Assert.Equal("a3c3bc61", Hex(writer => writer.Text("üa")));
        Assert.Equal("c0", Hex(writer => writer.Text(null)));
        Assert.Equal("c3", Hex(writer => writer.Flag(true)));
    }

    [Theory]
    [InlineData(0, "90", "80")]
    [InlineData(15, "9f", "8f")]
    [InlineData(16, "dc0010", "de0010")]
    [InlineData(65536, "dd00010000", "df00010000")]
    public void Counts_what_a_list_or_an_object_holds(int count, string list, string fields)
    {
        var array = new JsonArray([.. Enumerable.Range(0, count).Select(number => (JsonNode)number)]);
        var map = new JsonObject(Enumerable.Range(0, count).Select(number => new KeyValuePair<string, JsonNode?>($"f{number}", number)));

        Assert.StartsWith(list, Convert.ToHexStringLower(WireNode.Bytes(array, DataEncoding.MessagePack)), StringComparison.Ordinal);
        Assert.StartsWith(fields, Convert.ToHexStringLower(WireNode.Bytes(map, DataEncoding.MessagePack)), StringComparison.Ordinal);
        Assert.Equal(array.ToJsonString(), RoundTrip(array)!.ToJsonString());
        Assert.Equal(map.ToJsonString(), RoundTrip(map)!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"T":"q","S":"BTC/USD","bp":62490.19,"deep":[[],{},[{"a":null,"b":true,"c":-5}]],"long":"0123456789012345678901234567890123456789"}""")]
    [InlineData("""[{"T":"subscription","trades":["A","B"],"quotes":[]},"",0,-1,1234567890123]""")]
    public void Gives_back_what_it_was_given(string json) => Assert.Equal(json, RoundTrip(JsonNode.Parse(json)!)!.ToJsonString());

    [Fact]
    public void Gives_back_texts_of_every_length_class()
    {
        foreach (var length in new[] { 0, 31, 32, 255, 256, 65_535, 65_536 })
        {
            var text = JsonValue.Create(new string('x', length));
            Assert.Equal(length, RoundTrip(text)!.GetValue<string>().Length);
        }
    }

    [Fact]
    public void Waits_for_the_rest_of_a_document_wherever_it_is_cut()
    {
        var whole = WireNode.Bytes(JsonNode.Parse("""{"action":"subscribe","bars":["A","B"],"n":[1.5,-200,70000,5000000000]}""")!, DataEncoding.MessagePack);

        for (var length = 0; length < whole.Length; length++)
            Assert.Equal(DocumentState.Incomplete, MessagePackReader.TryRead(whole.AsSpan(0, length), out _, out _));
        Assert.Equal(DocumentState.Complete, MessagePackReader.TryRead([.. whole, 0xc1], out _, out var read));
        Assert.Equal(whole.Length, read);
    }

    [Theory]
    [InlineData("c1")]
    [InlineData("81c0c0")]
    [InlineData("d40100")]
    [InlineData("d6ff00")]
    [InlineData("c7ffff")]
    [InlineData("dbffffffff")]
    [InlineData("d7ffffffffff00000000")]
    public void Takes_nothing_that_is_not_a_message(string bytes) =>
        Assert.NotEqual(DocumentState.Complete, MessagePackReader.TryRead(Convert.FromHexString(bytes), out _, out _));

    [Fact]
    public void Is_not_led_astray_by_noise()
    {
        var chance = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var noise = new byte[chance.Next(1, 40)];
            chance.NextBytes(noise);
            _ = MessagePackReader.TryRead(noise, out _, out var read);
            Assert.InRange(read, 0, noise.Length);
        }

        Assert.Equal(DocumentState.Invalid, MessagePackReader.TryRead(Enumerable.Repeat((byte)0x91, 100_000).ToArray(), out _, out _));
    }

    private static string Hex(Action<IItemWriter> write)
    {
        var writer = new MessagePackWriter();
        write(writer);
        return Convert.ToHexStringLower(writer.Written);
    }

    private static JsonNode? Read(string bytes)
    {
        Assert.Equal(DocumentState.Complete, MessagePackReader.TryRead(Convert.FromHexString(bytes), out var document, out var read));
        Assert.Equal(bytes.Length / 2, read);
        return document;
    }

    private static JsonNode? RoundTrip(JsonNode node) => Read(Convert.ToHexStringLower(WireNode.Bytes(node, DataEncoding.MessagePack)));
}
