using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Broker;

public sealed class WireAccountTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"id":"a","status":"ACTIVE","cash":"1","equity":"2","buying_power":"3","trading_blocked":false,"account_blocked":false}""", true)]
    [InlineData("""{"id":"a","status":"ACTIVE","cash":1,"portfolio_value":2,"buying_power":3,"trading_blocked":"false","account_blocked":"false","trade_suspended_by_user":false}""", true)]
    [InlineData("""{"id":"a","status":"ACTIVE","cash":"1","equity":"2","buying_power":"3","trading_blocked":true,"account_blocked":false}""", false)]
    [InlineData("""{"id":"a","status":"ACTIVE","cash":"1","equity":"2","buying_power":"3","trading_blocked":false,"account_blocked":false,"trade_suspended_by_user":true}""", false)]
    [InlineData("""{"id":"a","status":"ACTIVE","cash":"1","equity":"2","buying_power":"3"}""", false)]
    [InlineData("""{"id":"a","status":"ACCOUNT_UPDATED","cash":"1","equity":"2","buying_power":"3","trading_blocked":false,"account_blocked":false}""", false)]
    public void May_trade_only_when_active_and_known_to_be_unblocked(string json, bool mayTrade)
    {
        var account = WireAccount.ReadAccount(Parse(json), Noon);
        Assert.Equal(mayTrade, account.MayTrade);
        Assert.Equal(new AccountValues { Cash = new Money(1), Equity = new Money(2), BuyingPower = new Money(3), ReadAt = Noon }, account.Values);
    }

    [Fact]
    public void Does_not_invent_money_that_was_not_told() =>
        Assert.Throws<JsonException>(() => WireAccount.ReadAccount(Parse("""{"id":"a","status":"ACTIVE","cash":null,"equity":"2","buying_power":"3"}"""), Noon));

    [Theory]
    [InlineData("""{"asset_class":"us_equity","qty":"5","avg_entry_price":"100","side":"long"}""")]
    [InlineData("""{"symbol":"AAPL","qty":null,"avg_entry_price":"100","side":"long"}""")]
    public void Does_not_pass_over_a_position_whose_symbol_or_quantity_is_not_told(string json) => Assert.Throws<JsonException>(() => WireAccount.ReadPosition(Parse(json)));

    [Theory]
    [InlineData("""{"symbol":"BTCUSD","asset_class":"crypto","qty":"0.5","qty_available":"0.4","avg_entry_price":"60000","current_price":"61000","side":"long"}""", "BTC/USD", 0.5, 0.4)]
    [InlineData("""{"symbol":"AAPL","asset_class":"us_equity","qty":"-5","avg_entry_price":"100","side":"short"}""", "AAPL", -5, -5)]
    [InlineData("""{"symbol":"AAPL","asset_class":"us_equity","qty":"5","avg_entry_price":"100","side":"short"}""", "AAPL", -5, -5)]
    public void Reads_positions(string json, string symbol, double quantity, double available)
    {
        var position = WireAccount.ReadPosition(Parse(json))!;
        Assert.Equal((new Symbol(symbol), (decimal)quantity, (decimal)available), (position.Symbol, position.Quantity, position.Available));
    }

    [Fact]
    public void Turns_the_clock_s_New_York_offset_into_UTC()
    {
        var clock = WireAccount.ReadClock(
            Parse("""{"timestamp":"2026-07-01T09:31:00.123456789-04:00","is_open":true,"next_open":"2026-07-02T09:30:00-04:00","next_close":"2026-07-01T16:00:00-04:00"}"""), TimeSpan.FromMilliseconds(3));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 20, 0, 0, TimeSpan.Zero), clock.NextClose);
        Assert.Equal(TimeSpan.Zero, clock.Time.Offset);
        Assert.True(clock.IsOpen);
    }

    [Theory]
    [InlineData("2026-01-05", "09:30", 14)]
    [InlineData("2026-07-01", "0930", 13)]
    public void Knows_summer_time_in_New_York(string date, string open, int utcHour)
    {
        var session = WireAccount.ReadSession(Parse($$"""{"date":"{{date}}","open":"{{open}}","close":"16:00"}"""));
        Assert.Equal(utcHour, session.OpensAt.UtcDateTime.Hour);
        Assert.Equal(utcHour + 7, session.ClosesAt.UtcDateTime.Hour);
    }

    [Fact]
    public void Reads_assets_whatever_else_they_say()
    {
        var asset = WireAccount.ReadAsset(Parse("""{"id":"x","class":"us_equity","exchange":"NYSE","symbol":"BRK.B","name":"Berkshire","status":"active","tradable":true,"attributes":["of_tomorrow"]}"""))!;
        Assert.Equal((new Symbol("BRK.B"), true, false), (asset.Symbol, asset.Tradable, asset.Fractionable));
        Assert.Null(WireAccount.ReadAsset(Parse("""{"symbol":"GONE","status":"inactive","tradable":false}""")));
    }

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
