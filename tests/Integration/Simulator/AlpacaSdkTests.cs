using System.Text.Json;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>Alpaca's own JavaScript client, in the two generations that are in use, trades against the simulator.</summary>
public sealed class AlpacaSdkTests
{
    [NodeFact(20)]
    public async Task The_official_client_of_the_third_generation_trades_and_listens()
    {
        var said = await Run("alpaca-v3.mjs");

        AssertTrades(said, account => account.GetProperty("buying_power"), "replaces", "client_order_id");
        Assert.Equal("crypto", said["pair"].GetProperty("class").GetString());
        Assert.Equal("BTCUSD", said["coin position"].GetProperty("symbol").GetString());
        Assert.Equal(2, said["activities"].GetArrayLength());
        Assert.Equal(50, said["multi bars"].EnumerateObject().Sum(symbol => symbol.Value.GetArrayLength()));
        Assert.Equal(25, said["trades"].GetArrayLength());
        Assert.Equal(said["trades"].GetArrayLength(), said["trades"].EnumerateArray().Select(trade => trade.GetProperty("Timestamp").GetString()).Distinct().Count());
        Assert.Equal("v3 again", said["watchlists"][0].GetProperty("name").GetString());
        var heard = said["streams"];
        Assert.Equal("2026-01-05T15:00:00.000Z", heard.GetProperty("bar").GetProperty("Timestamp").GetString());
        Assert.True(heard.GetProperty("quote").GetProperty("AskPrice").GetDouble() > heard.GetProperty("quote").GetProperty("BidPrice").GetDouble());
        Assert.Equal(10, heard.GetProperty("orderbook").GetProperty("Bids").GetArrayLength());
    }

    [NodeFact(20)]
    public async Task The_official_client_of_the_fourth_generation_trades_and_listens()
    {
        var said = await Run("alpaca-v4.mjs");

        Assert.True(said["connection"].GetProperty("ok").GetBoolean());
        AssertTrades(said, account => account.GetProperty("buyingPower"), "replaces", "clientOrderId");
        Assert.Equal("filled", said["coin"].GetProperty("status").GetString());
        Assert.Equal("core", said["clocks"].GetProperty("clocks")[0].GetProperty("phase").GetString());
        Assert.Equal(6, said["market calendar"].GetProperty("calendar").GetArrayLength());
        Assert.Equal(("NotFoundError", 404, 40410000), (
            said["unknown"].GetProperty("name").GetString(), said["unknown"].GetProperty("status").GetInt32(), said["unknown"].GetProperty("code").GetInt32()));
        Assert.Equal(5, said["movers"].GetProperty("gainers").GetArrayLength());
        Assert.Equal(3, said["news"].GetProperty("news").GetArrayLength());
        var heard = said["streams"];
        Assert.Equal("2026-01-05T15:00:00.000000000Z", heard.GetProperty("bar").GetProperty("timestampRaw").GetString());
        Assert.Equal("2026-01-05T15:00:02.000000000Z", heard.GetProperty("trade").GetProperty("timestampRaw").GetString());
        Assert.True(heard.GetProperty("orderbook").GetProperty("reset").GetBoolean());
    }

    private static void AssertTrades(Dictionary<string, JsonElement> said, Func<JsonElement, JsonElement> buyingPower, string replaces, string clientOrderId)
    {
        Assert.Equal("400000", buyingPower(said["account"]).GetString());
        Assert.Equal(20, said["assets"].GetArrayLength());
        Assert.Equal(6, said["calendar"].GetArrayLength());
        Assert.Equal("fill", said["filled"].GetProperty("event").GetString());
        Assert.Equal(said["limit"].GetProperty("id").GetString(), said["replaced"].GetProperty(replaces).GetString());
        Assert.Equal("canceled", said["cancelled"].GetProperty("event").GetString());
        Assert.Equal(2, said["bracket"].GetProperty("legs").GetArrayLength());
        Assert.Single(said["oco"].GetProperty("legs").EnumerateArray());
        Assert.Equal(said["market"].GetProperty("id").GetString(), said["by client id"].GetProperty("id").GetString());
        Assert.EndsWith("market", said["order"].GetProperty(clientOrderId).GetString(), StringComparison.Ordinal);
        Assert.Equal(4, said["positions"].GetArrayLength());
        Assert.NotEmpty(said["history"].GetProperty("equity").EnumerateArray());
        Assert.All(said["close all"].EnumerateArray(), answer => Assert.Equal(200, answer.GetProperty("status").GetInt32()));
        var events = said["end"].EnumerateArray().Select(name => name.GetString()).ToList();
        Assert.All(["pending_new", "new", "fill", "pending_replace", "replaced", "pending_cancel", "canceled", "held"], name => Assert.Contains(name, events));
    }

    private static async Task<Dictionary<string, JsonElement>> Run(string script)
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "20", "--partial-fills", "0", "--speed", "60", "--tls-port", "0");
        var secureUrl = await File.ReadAllTextAsync(Path.Combine(simulator.Home, "tls-url"));
        var trust = new Dictionary<string, string> { ["NODE_EXTRA_CA_CERTS"] = Path.Combine(simulator.Home, "tls.pem") };
        await using var peer = await NodePeer.StartAsync(script, [simulator.Url, secureUrl], trust);
        var said = new Dictionary<string, JsonElement>();
        while (!said.ContainsKey("end"))
        {
            var line = await peer.ReadAsync("its next step", TimeSpan.FromSeconds(30));
            var (step, value) = (line.GetProperty("step").GetString()!, line.GetProperty("value"));
            Assert.False(step == "stream error" || (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("failed", out _)), $"{step}: {value}");
            said[step] = value;
        }

        await peer.EndAsync();
        return said;
    }
}
