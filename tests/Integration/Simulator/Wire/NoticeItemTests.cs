using System.Buffers;
using System.Text;
using System.Text.Json;
using Pipeline.Exchange;
using Pipeline.Simulator.Wire;

namespace Pipeline.Tests.Integration.Simulator.Wire;

/// <summary>What streams and endpoints say about the venue's own decisions.</summary>
public sealed class NoticeItemTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    public static TheoryData<HaltKind, AssetEventKind, string> Halts => new()
    {
        { HaltKind.Halt, AssetEventKind.Halted, """{"T":"s","S":"ABCD","sc":"H","sm":"Trading Halt","rc":"T1","rm":"News pending","t":"2026-01-05T15:00:00Z","z":"C"}""" },
        { HaltKind.Pause, AssetEventKind.Halted, """{"T":"s","S":"ABCD","sc":"P","sm":"Volatility Trading Pause","rc":"LUDP","rm":"News pending","t":"2026-01-05T15:00:00Z","z":"C"}""" },
        { HaltKind.Halt, AssetEventKind.Resumed, """{"T":"s","S":"ABCD","sc":"T","sm":"Trading Resumption","rc":"T1","rm":"News pending","t":"2026-01-05T15:00:00Z","z":"C"}""" },
    };

    [Theory]
    [MemberData(nameof(Halts))]
    public void Says_what_stopped_a_symbol_and_that_it_goes_on(HaltKind kind, AssetEventKind what, string expected)
    {
        var asset = AssetState.Of("ABCD") with { Halts = [new HaltSpan(kind, "News pending", At, null)] };

        Assert.Equal(expected, Json(item => HaltItem.Write(item, new AssetChanged(1, At, what, asset))));
    }

    [Fact]
    public void Says_bands_cancellations_and_corrections_in_the_venues_letters()
    {
        Assert.Equal("""{"T":"l","S":"ABCD","u":10.5,"d":9.5,"i":"B","t":"2026-01-05T15:00:00Z","z":"C"}""", Json(item => NoticeItems.Bands(item, "ABCD", 10.5m, 9.5m, "B", At)));
        Assert.Equal(
            """{"T":"x","S":"ABCD","i":7,"x":"V","p":10,"s":100,"a":"C","t":"2026-01-05T15:00:00Z","z":"C"}""",
            Json(item => NoticeItems.Cancellation(item, "ABCD", 7, 10m, 100, At)));
        Assert.Equal(
            """{"T":"c","S":"ABCD","x":"V","oi":7,"op":10,"os":100,"oc":["@"],"ci":8,"cp":11,"cs":100,"cc":["@"],"t":"2026-01-05T15:00:00Z","z":"C"}""",
            Json(item => NoticeItems.Correction(item, "ABCD", 7, (10m, 100), (11m, 100), At)));
    }

    [Theory]
    [InlineData(0.5, "forward_split", 2, 1)]
    [InlineData(10, "reverse_split", 1, 10)]
    [InlineData(0.6666666666666667, "forward_split", 3, 2)]
    public void Tells_a_split_by_whole_shares(double factor, string type, int fresh, int old)
    {
        var split = new AssetChanged(9, At, AssetEventKind.Split, AssetState.Of("ABCD") with { Shifts = [new PriceShift(At, (decimal)factor, Splits: true)] });

        var action = CorporateActionJson.Of(split);
        var announcement = CorporateActionJson.Announcement(split);

        Assert.Equal((type, fresh, old), (CorporateActionJson.TypeOf(split), (int)action["new_rate"]!.GetValue<decimal>(), (int)action["old_rate"]!.GetValue<decimal>()));
        Assert.Equal((fresh.ToString(System.Globalization.CultureInfo.InvariantCulture), "2026-01-05"), (announcement["new_rate"].Text(), announcement["ex_date"].Text()));
        Assert.Equal(action["id"].Text(), announcement["id"].Text());
    }

    private static string Json(Action<IItemWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) write(new JsonItemWriter(json));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
