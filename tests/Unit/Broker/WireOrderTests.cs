using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Broker;

public sealed class WireOrderTests
{
    private const string Bracket = """
        {"id":"parent","client_order_id":"pl-1","created_at":"2026-01-05T14:30:00.123456789Z","updated_at":"2026-01-05T14:30:01Z",
         "submitted_at":"2026-01-05T14:30:00.123456789Z","filled_at":null,"replaced_by":null,"replaces":null,"symbol":"AAPL","asset_class":"us_equity",
         "notional":null,"qty":"10","filled_qty":"4","filled_avg_price":"100.1234","order_class":"bracket","order_type":"limit","type":"limit","side":"buy",
         "time_in_force":"gtc","limit_price":"100.12","stop_price":null,"status":"partially_filled","subtag":null,"a_field_of_tomorrow":{"x":[1]},
         "legs":[
          {"id":"leg1","client_order_id":"g1","symbol":"AAPL","qty":"10","filled_qty":"0","order_class":"bracket","type":"limit","side":"sell","time_in_force":"gtc","limit_price":"110","status":"held","legs":null},
          {"id":"leg2","client_order_id":"g2","symbol":"AAPL","qty":"10","filled_qty":"0","order_class":"bracket","type":"stop","side":"sell","time_in_force":"gtc","stop_price":"95","status":"held","legs":null}]}
        """;

    [Fact]
    public void Reads_a_bracket_with_its_legs()
    {
        var order = Read(Bracket)!;
        Assert.Equal(("parent", "pl-1", OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc), (order.VenueOrderId, order.ClientOrderId, order.Side, order.Type, order.TimeInForce));
        Assert.Equal((OrderClass.Bracket, OrderStatus.PartiallyFilled, "partially_filled"), (order.Class, order.Status, order.RawStatus));
        Assert.Equal((new Shares(10), new Shares(4)), (order.Quantity!.Value, order.FilledQuantity));
        Assert.Equal((new Price(100.12m), null), (order.LimitPrice!.Value, order.StopPrice));
        Assert.Equal(["parent", "leg1", "leg2"], order.WithLegs().Select(part => part.VenueOrderId));
        Assert.All(order.Legs, leg => Assert.Equal(("parent", OrderStatus.Held), (leg.ParentVenueOrderId, leg.Status)));
    }

    [Fact]
    public void Cuts_nanoseconds_to_what_a_time_can_hold() =>
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.Zero).AddTicks(1_234_567), Read(Bracket)!.SubmittedAt!.Value, TimeSpan.FromTicks(1));

    [Fact]
    public void Calls_words_of_tomorrow_unrecognized_and_keeps_the_venue_s_own()
    {
        var order = Read("""{"id":"o","symbol":"AAPL","side":"buy","type":"pegged","time_in_force":"gtd","order_class":"mleg","status":"thinking"}""")!;
        Assert.Equal(
            (OrderType.Unrecognized, TimeInForce.Unrecognized, OrderClass.Unrecognized, OrderStatus.Unrecognized),
            (order.Type, order.TimeInForce, order.Class, order.Status));
        Assert.Equal("thinking", order.RawStatus);
        Assert.False(order.IsTerminal);
    }

    [Fact]
    public void Accepts_numbers_for_texts_and_missing_fields()
    {
        var order = Read("""{"id":"o","symbol":"AAPL","side":"sell_short","type":"market","status":"new","qty":1.5,"limit_price":0,"legs":{}}""")!;
        Assert.Equal((OrderSide.Sell, new Shares(1.5m), Shares.Zero), (order.Side, order.Quantity!.Value, order.FilledQuantity));
        Assert.Null(order.LimitPrice);
        Assert.Null(order.SubmittedAt);
        Assert.Empty(order.Legs);
        Assert.Equal((OrderClass.Simple, ""), (order.Class, order.ClientOrderId));
    }

    [Theory]
    [InlineData("new", OrderStatus.New)]
    [InlineData("done_for_day", OrderStatus.DoneForDay)]
    [InlineData("pending_replace", OrderStatus.PendingReplace)]
    [InlineData("accepted_for_bidding", OrderStatus.AcceptedForBidding)]
    [InlineData("calculated", OrderStatus.Calculated)]
    public void Knows_the_venue_s_words(string word, OrderStatus status) =>
        Assert.Equal(status, Read($$"""{"id":"o","symbol":"AAPL","side":"buy","status":"{{word}}"}""")!.Status);

    [Theory]
    [InlineData("""{"symbol":"AAPL","side":"buy","status":"new"}""")]
    [InlineData("""{"id":"o","symbol":"AAPL","status":"new"}""")]
    [InlineData("""{"id":"o","symbol":"AAPL","side":"buy"}""")]
    [InlineData("""{"id":"o","symbol":"AAPL","side":"buy","status":"new","qty":"-1"}""")]
    [InlineData("""["id"]""")]
    [InlineData("""{"id":"o","side":"sell","status":"new","qty":"1","filled_qty":"0"}""")]
    [InlineData("""{"id":"o","symbol":null,"side":"sell","status":"new","qty":"1","filled_qty":"0"}""")]
    [InlineData("""{"id":"o","symbol":"AAPL","side":"buy","status":"filled","qty":"10"}""")]
    [InlineData("""{"id":"o","symbol":"AAPL","side":"buy","status":"canceled","qty":"10","filled_qty":null}""")]
    [InlineData("""{"id":"o","symbol":"AAPL","side":"buy","status":"partially_filled","qty":"10","filled_qty":"many"}""")]
    public void Does_not_call_something_else_an_order(string json) => Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void Passes_over_options_and_combinations()
    {
        Assert.Null(Read("""{"id":"o","symbol":"AAPL260116C00100000","asset_class":"us_option","side":"buy","status":"new"}"""));
        Assert.Null(Read("""{"id":"o","symbol":"","order_class":"mleg","status":"new"}"""));
    }

    private static VenueOrder? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return WireOrder.Read(document.RootElement);
    }
}
