using System.Text.Json.Nodes;

namespace Pipeline.Tests.Integration.Simulator.Faults;

public sealed class MarketFaultTests(FaultBench bench) : IClassFixture<FaultBench>, IAsyncLifetime
{
    public Task InitializeAsync() => bench.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Shows_quotes_without_a_side_and_fills_at_the_true_price()
    {
        var symbol = bench.FreshSymbol();
        var id = await bench.ArmAsync($$"""{"kind":"zero-quotes","symbol":"{{symbol}}","quote":"bid"}""");

        var quote = (await bench.Client.Get($"/v2/stocks/{symbol}/quotes/latest"))["quote"]!;
        await bench.BuyAsync(symbol, "true-price");

        Assert.Equal((0m, 0m), (quote["bp"]!.GetValue<decimal>(), quote["bs"]!.GetValue<decimal>()));
        Assert.True(quote["ap"]!.GetValue<decimal>() > 0m);
        Assert.Equal("filled", await bench.StatusAsync("true-price"));
        Assert.True(await bench.FiredAsync(id) > 0);
    }

    [Fact]
    public async Task Shows_quotes_that_stand_still()
    {
        var symbol = bench.FreshSymbol();
        await bench.ArmAsync($$"""{"kind":"stale-quotes","symbol":"{{symbol}}","for":120}""");
        var before = await QuoteTimeAsync(symbol);

        await bench.JumpAsync(100);
        Assert.Equal(before, await QuoteTimeAsync(symbol));
        await bench.JumpAsync(30);

        Assert.NotEqual(before, await QuoteTimeAsync(symbol));
    }

    [Fact]
    public async Task Leaves_minutes_without_bars()
    {
        var symbol = bench.FreshSymbol();
        await bench.JumpToFullMinuteAsync();
        var from = await bench.NowAsync();
        await bench.ArmAsync($$"""{"kind":"no-bars","symbol":"{{symbol}}","after":60,"for":60}""");
        await bench.JumpAsync(300);

        var bars = (await bench.Client.Get($"/v2/stocks/{symbol}/bars?timeframe=1Min&start={Text(from)}&end={Text(from.AddMinutes(3))}"))["bars"]!.AsArray();

        // The minutes on either side are there: 0, 2 (whose beginning touches the fault's end), 3.
        Assert.DoesNotContain(bars, bar => bar!["t"].Text() == Text(from.AddMinutes(1)));
        Assert.Contains(bars, bar => bar!["t"].Text() == Text(from.AddMinutes(3)));
    }

    [Theory]
    [InlineData("wrong-bars")]
    [InlineData("late-bars")]
    public async Task Sets_a_bar_right_half_a_minute_later(string kind)
    {
        var symbol = bench.FreshSymbol();
        await using var stream = await StreamClient.AuthenticatedAsync(bench.Process, "/v2/iex");
        await stream.Send($$"""{"action":"subscribe","bars":["{{symbol}}"],"updatedBars":["{{symbol}}"]}""");
        await stream.Item("the confirmation", item => (string?)item["T"] == "subscription");
        await bench.JumpToFullMinuteAsync();
        var minute = Text(await bench.NowAsync());
        var id = await bench.ArmAsync($$"""{"kind":"{{kind}}","symbol":"{{symbol}}","after":1}""");

        await bench.JumpAsync(125);

        var update = await stream.Item("the update", item => (string?)item["T"] == "u" && item["t"].Text() == minute);
        var first = stream.Received().SelectMany(received => received.Message.AsArray()).FirstOrDefault(item => (string?)item!["T"] == "b" && item["t"].Text() == minute);
        var history = (await bench.Client.Get($"/v2/stocks/{symbol}/bars?timeframe=1Min&start={minute}&end={minute}"))["bars"]![0]!;
        Assert.Equal(history["c"]!.ToJsonString(), update["c"]!.ToJsonString());
        if (kind == "late-bars") Assert.Null(first);
        else Assert.True(first!["c"]!.GetValue<decimal>() > update["c"]!.GetValue<decimal>());
        Assert.True(await bench.FiredAsync(id) > 0);
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> QuoteTimeAsync(string symbol) => (await bench.Client.Get($"/v2/stocks/{symbol}/quotes/latest"))["quote"]!["t"].Text();
}
