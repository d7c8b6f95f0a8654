using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Contracts.Market;

namespace Pipeline.Tests.Unit.Broker;

public sealed class WireAssetTests
{
    [Fact]
    public void Reads_what_the_rules_look_at_of_a_stock() => Assert.Equal(
        new AssetFacts { IsListed = true, IsTradable = true, IsFractionable = true, IsFractionableInExtendedHours = true, IsEasyToBorrow = false },
        Facts("""{"symbol":"AAPL","class":"us_equity","status":"active","tradable":true,"fractionable":true,"easy_to_borrow":true,"borrow_status":"hard_to_borrow","attributes":["fractional_eh_enabled","has_options"]}"""));

    [Fact]
    public void Takes_the_older_flag_where_the_venue_tells_no_more() =>
        Assert.False(Facts("""{"symbol":"AAPL","class":"us_equity","tradable":true,"easy_to_borrow":false}""").IsEasyToBorrow);

    [Fact]
    public void What_is_not_told_is_not_known() => Assert.Equal(
        new AssetFacts { IsListed = true, IsTradable = false, IsFractionable = false },
        Facts("""{"symbol":"AAPL","class":"us_equity"}"""));

    [Fact]
    public void Reads_the_steps_of_a_pair_and_says_nothing_of_lending_it() => Assert.Equal(
        new AssetFacts { IsListed = true, IsTradable = true, IsFractionable = true, SmallestOrder = 0.0001m, QuantityStep = 0.000000001m, PriceStep = 0.01m },
        Facts("""{"symbol":"BTC/USD","class":"crypto","status":"active","tradable":true,"fractionable":true,"easy_to_borrow":false,"min_order_size":"0.0001","min_trade_increment":"0.000000001","price_increment":"0.01"}"""));

    [Fact]
    public void A_step_of_nothing_is_no_step() =>
        Assert.Null(Facts("""{"symbol":"BTC/USD","class":"crypto","tradable":true,"price_increment":"0"}""").PriceStep);

    private static AssetFacts Facts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return WireAccount.ReadAsset(document.RootElement)!.Facts;
    }
}
