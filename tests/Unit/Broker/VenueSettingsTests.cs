using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pipeline.Broker;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Broker;

public sealed class VenueSettingsTests
{
    private const string Secret = "s3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr";

    private static readonly VenueOptions Paper = new() { TradingUrl = new Uri("https://paper-api.alpaca.markets") };
    private static readonly VenueOptions Live = new() { TradingUrl = new Uri("https://api.alpaca.markets") };

    [Theory]
    [InlineData("Venue:TradingUrl", "https://paper-api.alpaca.markets/v2", "without a path")]
    [InlineData("Venue:TradingStreamUrl", "https://paper-api.alpaca.markets/stream", "ws(s)")]
    [InlineData("Venue:TradingUrl", "http://paper-api.alpaca.markets", "Expected https")]
    [InlineData("Venue:DataStreamUrl", "ws://stream.data.alpaca.markets/v2/iex", "Expected wss")]
    [InlineData("Venue:RequestsPerMinute", "0", "10 to 100000")]
    [InlineData("Venue:RequestTimeout", "01:00:00", "00:02:00")]
    [InlineData("Venue:Feed", "telepathy", "iex")]
    [InlineData("Venue:TradingUri", "https://x", "TradingUri")]
    [InlineData("Venue:Simulated", "perhaps", "perhaps")]
    public void A_bad_setting_is_refused_with_what_is_allowed(string key, string value, string tells)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => BrokerServices.ReadOptions(Settings((key, value))));
        Assert.Contains(tells, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_keys_are_told_by_name_when_they_are_first_needed()
    {
        using var services = Wire(("Venue:TradingUrl", "https://paper-api.alpaca.markets"));
        var refused = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IVenueReader>);
        Assert.Contains("APCA_API_KEY_ID", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_address_is_told_by_name_when_it_is_first_needed()
    {
        using var services = Wire(("Venue:Simulated", "true"));
        Assert.Contains("Venue:TradingUrl", Assert.Throws<OptionsValidationException>(services.GetRequiredService<IVenueReader>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_keys_are_never_sent_to_the_simulated_exchange()
    {
        using var services = Wire(("Venue:Simulated", "true"), ("APCA_API_KEY_ID", "PKREAL"), ("APCA_API_SECRET_KEY", Secret));
        Assert.Same(ApiKeys.Demo, services.GetRequiredService<ApiKeys>());
    }

    [Fact]
    public void Keys_show_themselves_nowhere()
    {
        var keys = new ApiKeys("PKABCDEFGHIJKLMNOPQR", Secret);
        var shown = $"{keys} {keys.Redact($"the venue said PKABCDEFGHIJKLMNOPQR and {Secret}")} {System.Text.Json.JsonSerializer.Serialize(keys)} {string.Join(' ', keys.ShapeProblems(Live))}";
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("PKABC", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_the_other_kind_of_account_are_noticed()
    {
        var paperKeys = new ApiKeys("PKABCDEFGHIJKLMNOPQR", Secret);
        Assert.Empty(paperKeys.ShapeProblems(Paper));
        Assert.Contains("AK", Assert.Single(paperKeys.ShapeProblems(Live)), StringComparison.Ordinal);
        Assert.Contains("PK", Assert.Single(new ApiKeys("AKABCDEFGHIJKLMNOPQR", Secret).ShapeProblems(Paper)), StringComparison.Ordinal);
        Assert.Contains("blanks", Assert.Single(new ApiKeys("PK ABC", Secret).ShapeProblems(Paper)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_sends_its_own_side_only()
    {
        using var services = Wire(("Venue:Simulated", "true"), ("Venue:TradingUrl", "http://127.0.0.1:9"));
        var buy = OrderBodies.BracketBuy("c", new Symbol("AAPL"), new Shares(1), new Price(10), new Price(9), new Price(11));
        var sell = OrderBodies.MarketSell("c", new Symbol("AAPL"), new Shares(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<ISellGateway>().SubmitSellAsync(buy, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<IBuyGateway>().SubmitBuyAsync(sell, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<IBuyGateway>().SubmitBuyAsync("not json", CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<IBuyGateway>().SubmitBuyAsync("""{"side":["buy"]}""", CancellationToken.None));
    }

    private static ServiceProvider Wire(params (string Key, string Value)[] settings) =>
        new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddBroker(Settings(settings)).BuildServiceProvider();

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build();
}
