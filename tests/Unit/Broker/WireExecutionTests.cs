using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Broker;

public sealed class WireExecutionTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    private static readonly JsonElement Order = JsonElement.Parse(
        """{"id":"o1","symbol":"AAPL","side":"buy","status":"partially_filled","qty":"10","filled_qty":"7"}""");

    [Fact]
    public void The_stream_and_the_activities_give_the_same_execution()
    {
        var streamed = WireExecution.FromEvent(
            JsonElement.Parse("""{"event":"partial_fill","execution_id":"e","price":"100.5","qty":"4","position_qty":"7"}"""), "partial_fill", WireOrder.Read(Order)!, At);
        var requested = WireExecution.FromActivity(JsonElement.Parse(
            """{"id":"20260105143000000::x","activity_type":"FILL","transaction_time":"2026-01-05T14:30:00Z","type":"partial_fill","price":"100.5","qty":"4","side":"buy","symbol":"AAPL","leaves_qty":"3","cum_qty":"7","order_id":"o1"}"""));
        Assert.Equal(requested, streamed);
        Assert.Equal(new Shares(7), streamed!.CumulativeQuantity);
    }

    [Theory]
    [InlineData("canceled", """{"price":"1","qty":"1"}""")]
    [InlineData("fill", """{"qty":"1"}""")]
    [InlineData("fill", """{"price":"1"}""")]
    [InlineData("fill", """{"price":"0","qty":"1"}""")]
    [InlineData("fill", """{"price":"1","qty":"0"}""")]
    public void No_execution_is_made_of_an_event_without_one(string word, string data) =>
        Assert.Null(WireExecution.FromEvent(JsonElement.Parse(data), word, WireOrder.Read(Order)!, At));

    [Fact]
    public void A_match_of_more_than_its_order_is_told_to_have_executed_has_no_key() =>
        Assert.Throws<JsonException>(() => WireExecution.FromEvent(JsonElement.Parse("""{"price":"100.5","qty":"8"}"""), "partial_fill", WireOrder.Read(Order)!, At));

    [Fact]
    public void An_activity_without_its_cumulative_quantity_has_no_key() =>
        Assert.Throws<JsonException>(() => WireExecution.FromActivity(JsonElement.Parse(
            """{"transaction_time":"2026-01-05T14:30:00Z","price":"100.5","qty":"4","side":"buy","symbol":"AAPL","order_id":"o1"}""")));
}
