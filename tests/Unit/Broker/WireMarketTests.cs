using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Broker.Streams;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Broker;

public sealed class WireMarketTests
{
    [Fact]
    public void A_zero_price_is_a_side_without_a_quote()
    {
        var item = Data("""{"T":"q","S":"AAPL","bx":"V","bp":0,"bs":0,"ax":"V","ap":101.5,"as":3,"c":["R"],"t":"2026-01-05T14:30:00.123456789Z","z":"C"}""");
        var quote = Assert.IsType<MarketStreamItem.QuoteChanged>(item).Quote;
        Assert.Null(quote.Bid);
        Assert.Equal((new Price(101.5m), new Shares(3)), (quote.Ask!.Value, quote.AskSize));
    }

    [Theory]
    [InlineData("b", false)]
    [InlineData("u", true)]
    public void A_bar_is_new_or_a_revision(string type, bool revised)
    {
        var item = Data($$"""{"T":"{{type}}","S":"BTC/USD","o":1,"h":"2","l":0.5,"c":1.5e0,"v":0.12345678901234,"n":3,"vw":1.1,"t":"2026-01-05T14:30:00Z"}""");
        var closed = Assert.IsType<MarketStreamItem.BarClosed>(item);
        Assert.Equal((revised, new Symbol("BTC/USD"), new Shares(0.123456789m)), (closed.Revised, closed.Symbol, closed.Bar.Volume));
    }

    [Theory]
    [InlineData("""{"T":"b","S":"AAPL","o":0,"h":2,"l":1,"c":1,"v":1,"t":"2026-01-05T14:30:00Z"}""")]
    [InlineData("""{"T":"b","S":"AAPL","o":1,"h":2,"l":1,"c":1,"v":1}""")]
    [InlineData("""{"T":"b","S":"not a symbol","o":1,"h":2,"l":1,"c":1,"v":1,"t":"2026-01-05T14:30:00Z"}""")]
    [InlineData("""{"T":"t","S":"AAPL","p":1}""")]
    [InlineData("""{"T":7}""")]
    [InlineData("17")]
    public void What_cannot_be_used_is_passed_over(string json) => Assert.Null(Data(json));

    [Fact]
    public void The_subscription_answer_is_read_whatever_is_missing_from_it()
    {
        var message = MarketMessage.ReadSession(JsonElement.Parse("""{"T":"subscription","trades":[],"quotes":["AAPL"],"bars":["*"],"updatedBars":null}"""));
        Assert.Equal(
            [new StreamChannel("bars", "*"), new StreamChannel("quotes", "AAPL")],
            Assert.IsType<SessionMessage.Subscribed>(message).Complete);
    }

    private static MarketStreamItem? Data(string json) => MarketMessage.ReadData(JsonElement.Parse(json));
}
