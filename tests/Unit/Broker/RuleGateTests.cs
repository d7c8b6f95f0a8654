using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Broker;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;
using Pipeline.Domain.VenueRules;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Broker;

/// <summary>What leaves the gateways. Nobody listens at their address: what is sent comes back as to be retried, what is refused comes back refused.</summary>
public sealed class RuleGateTests
{
    private static readonly Symbol Apple = new("AAPL");
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","time_in_force":"day","limit_price":"290.123"}""", 422, 42210000, "invalid limit_price 290.123. sub-penny", VenueRule.Tick)]
    [InlineData("""{"symbol":"AAPL","qty":"1.5","side":"buy","type":"limit","time_in_force":"gtc","limit_price":"290.12"}""", 422, 42210000, "fractional orders must be DAY orders", VenueRule.Fraction)]
    [InlineData("""{"symbol":"AAPL","notional":"0.5","side":"buy","type":"market","time_in_force":"day"}""", 422, 42210000, "notional amount must be >= 1.00", VenueRule.MinimumNotional)]
    [InlineData("""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","time_in_force":"day"}""", 422, 40010001, "limit orders require a limit price", VenueRule.Shape)]
    [InlineData("""{"symbol":"AAPL","qty":"1","side":"buy","type":"stop","time_in_force":"ioc","stop_price":"9"}""", 422, 40010001, "invalid time_in_force", VenueRule.TimeInForce)]
    [InlineData("""{"symbol":"BTC/USD","qty":"1","side":"buy","type":"limit","time_in_force":"day","limit_price":"9000"}""", 422, 42210000, "invalid crypto time_in_force", VenueRule.TimeInForce)]
    [InlineData("""{"symbol":"BTC/USD","qty":"0.001","side":"buy","type":"limit","time_in_force":"gtc","limit_price":"9000"}""", 403, 40310000, "cost basis must be >= minimal amount of order 10", VenueRule.MinimumNotional)]
    [InlineData("""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","time_in_force":"gtc","limit_price":"10","order_class":"bracket","take_profit":{"limit_price":"11"},"stop_loss":{"stop_price":"9.995"}}""",
        422, 42210000, "invalid stop_loss.stop_price", VenueRule.Tick)]
    [InlineData("""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","time_in_force":"gtc","limit_price":"10","order_class":"bracket","take_profit":{"limit_price":"11"},"stop_loss":{"stop_price":"10"}}""",
        422, 42210000, "stop_loss.stop_price must be <= base_price - 0.01", VenueRule.Distance)]
    public async Task What_breaks_a_rule_by_its_own_words_costs_no_request_and_is_refused_in_the_venue_s_words(string body, int status, int code, string text, VenueRule rule)
    {
        await using var services = Wire();
        var refused = Assert.IsType<RequestOutcome.Refused>(await services.GetRequiredService<IBuyGateway>().SubmitBuyAsync(body, None));
        Assert.StartsWith(text, refused.Text, StringComparison.Ordinal);
        Assert.Equal((status, (int?)code, (VenueRule?)rule), (refused.HttpStatus, refused.Code, refused.Rule));
    }

    [Fact]
    public async Task An_id_that_is_too_long_is_refused()
    {
        await using var services = Wire();
        var refused = Assert.IsType<RequestOutcome.Refused>(
            await services.GetRequiredService<ISellGateway>().SubmitSellAsync(OrderBodies.MarketSell(new string('x', 129), Apple, new Shares(1)), None));
        Assert.Equal(VenueRule.ClientOrderId, refused.Rule);
        var replaced = Assert.IsType<RequestOutcome.Refused>(
            await services.GetRequiredService<ISellGateway>().ReplaceSellAsync("o1", OrderBodies.Replace(new string('x', 129), null, null, new Price(9)), None));
        Assert.Equal(VenueRule.ClientOrderId, replaced.Rule);
    }

    [Fact]
    public async Task Everything_that_the_pipeline_writes_leaves()
    {
        await using var services = Wire();
        var (buys, sells) = (services.GetRequiredService<IBuyGateway>(), services.GetRequiredService<ISellGateway>());
        var (whole, part, stop, profit) = (new Shares(10), new Shares(0.5m), new Price(9.5m), new Price(11m));
        Assert.IsType<RequestOutcome.RetryLater>(await buys.SubmitBuyAsync(OrderBodies.BracketBuy("c", Apple, whole, new Price(10), stop, profit), None));
        foreach (var sell in new[]
        {
            OrderBodies.OcoSell("c", Apple, whole, stop, profit),
            OrderBodies.StopSell("c", Apple, whole, stop, day: false),
            OrderBodies.StopSell("c", Apple, part, stop, day: true),
            OrderBodies.LimitSell("c", Apple, part, profit),
            OrderBodies.MarketSell("c", Apple, part),
        })
        {
            Assert.IsType<RequestOutcome.RetryLater>(await sells.SubmitSellAsync(sell, None));
        }

        Assert.IsType<RequestOutcome.RetryLater>(await sells.ReplaceSellAsync("o1", OrderBodies.Replace("c", whole, profit, stop), None));
    }

    private static ServiceProvider Wire() => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddBroker(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Venue:Simulated"] = "true",
            ["Venue:TradingUrl"] = $"http://127.0.0.1:{FreePort.Next()}",
        }).Build())
        .BuildServiceProvider();
}
