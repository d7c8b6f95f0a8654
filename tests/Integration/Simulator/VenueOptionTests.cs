using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

public sealed class VenueOptionTests
{
    [Fact]
    public async Task Keeps_the_old_day_trader_rule_when_asked_to()
    {
        await using var simulator = await SimulatorProcess.StartAsync(
            "--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "10", "--cash", "20000", "--day-trader-fields", "--partial-fills", "0", "--book-levels", "1", "--slippage", "0", "--done-for-day");
        using var client = simulator.Client();
        var symbol = (await client.Get("/v2/assets?asset_class=us_equity"))[0]!["symbol"].Text();
        for (var trade = 0; trade < 3; trade++)
        {
            Assert.Equal("filled", await Trade("buy"));
            Assert.Equal("filled", await Trade("sell"));
        }

        Assert.Equal("filled", await Trade("buy"));
        var refused = await client.Post("/v2/orders", Order("sell"));

        Assert.Equal((403, 40310100), (refused.Status, refused.Body!["code"]!.GetValue<int>()));

        async Task<string> Trade(string side)
        {
            var order = (await client.Post("/v2/orders", Order(side))).Body!;
            return (await client.Get("/v2/orders/" + order["id"].Text()))["status"].Text();
        }

        string Order(string side) => $$"""{"symbol":"{{symbol}}","qty":"1","side":"{{side}}","type":"market","time_in_force":"day"}""";
    }
}
