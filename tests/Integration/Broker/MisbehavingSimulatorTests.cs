using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>The adapter against the real simulated exchange while that misbehaves in the ways of its fault switchboard.</summary>
public sealed class MisbehavingSimulatorTests(SimulatorBrokerTests.Exchange exchange) : IClassFixture<SimulatorBrokerTests.Exchange>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly VenueSession _venue = VenueSession.Create(VenueSession.SettingsFor(exchange.Url).Append(new("Venue:StreamLimitPause", "00:00:00.5")).ToDictionary());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        using var control = new HttpClient { BaseAddress = new Uri(exchange.Url) };
        await control.DeleteAsync(new Uri("sim/faults", UriKind.Relative));
        await _venue.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"kind":"html-page","status":200,"booked":true,"method":"POST","count":1}""", 200)]
    [InlineData("""{"kind":"html-page","status":502,"booked":true,"method":"POST","count":1}""", 502)]
    [InlineData("""{"kind":"empty-body","status":200,"method":"POST","count":1}""", 200)]
    [InlineData("""{"kind":"truncated-body","method":"POST","count":1}""", 200)]
    public async Task An_order_that_was_booked_behind_an_unusable_answer_is_unknown_and_found_by_its_id(string fault, int status)
    {
        await FaultAsync(JsonNode.Parse(fault)!);
        var (id, outcome) = await BuyAsync();
        Assert.Equal(status, Assert.IsType<RequestOutcome.Unknown>(outcome).HttpStatus);
        var found = await _venue.Reader.FindOrderByClientIdAsync(id, None);
        Assert.IsType<RequestOutcome.Accepted>(await _venue.Buys.CancelBuyAsync(found!.VenueOrderId, None));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("type")]
    [InlineData("time_in_force")]
    [InlineData("order_class")]
    public async Task An_order_that_is_described_in_words_of_tomorrow_is_accepted_all_the_same(string field)
    {
        await FaultAsync(new { kind = "unknown-text", field, value = "of_tomorrow", where = "reply", count = 1, method = "POST" });
        var order = Assert.IsType<RequestOutcome.Accepted>((await BuyAsync()).Outcome).Order!;
        Assert.True(order is { Status: OrderStatus.Unrecognized, RawStatus: "of_tomorrow" } or { Type: OrderType.Unrecognized } or { TimeInForce: TimeInForce.Unrecognized } or { Class: OrderClass.Unrecognized }, order.ToString());
        await _venue.Buys.CancelBuyAsync(order.VenueOrderId, None);
    }

    [Theory]
    [InlineData("extra-fields", "x")]
    [InlineData("missing-field", "filled_avg_price")]
    [InlineData("null-field", "legs")]
    [InlineData("missing-field", "order_class")]
    public async Task Fields_that_come_and_go_do_no_harm(string kind, string field)
    {
        await FaultAsync(kind == "extra-fields" ? new { kind, count = 1, method = "POST" } : (object)new { kind, field, where = "reply", count = 1, method = "POST" });
        var order = Assert.IsType<RequestOutcome.Accepted>((await BuyAsync()).Outcome).Order!;
        await _venue.Buys.CancelBuyAsync(order.VenueOrderId, None);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rate_limit_with_headers_and_without_means_later(bool headers)
    {
        await FaultAsync(new { kind = "rate-limit", headers, count = 1, method = "POST" });
        var later = Assert.IsType<RequestOutcome.RetryLater>((await BuyAsync()).Outcome);
        Assert.InRange(later.After.TotalSeconds, 0.1, 5);
    }

    [Fact]
    public async Task Revoked_keys_are_told_as_such_by_requests_and_by_the_stream()
    {
        await FaultAsync(new { kind = "key-revoked", for_machine = 600 });
        Assert.True((await Assert.ThrowsAsync<VenueRefusedException>(() => _venue.Reader.GetAccountAsync(None))).IsBadKeys);
        Assert.Equal(RefusalKind.BadKeys, Assert.IsType<RequestOutcome.Refused>((await BuyAsync(withQuote: false)).Outcome).Kind);
        _venue.Listen();
        await Eventually.Holds("the stream's word", () => _venue.Heard.OfType<AccountStreamItem.Lost>().Any());
        Assert.Contains("keys", _venue.Heard.OfType<AccountStreamItem.Lost>().First().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(406)]
    [InlineData(429)]
    public async Task A_stream_without_a_place_waits_and_gets_one(int status)
    {
        await FaultAsync(new { kind = "connection-limit", status, stream = "/v2/iex", count = 1 });
        await using var reading = _venue.Market.Reading();
        await reading.Until("the loss", item => item is MarketStreamItem.Lost);
        await reading.Until("the connection", item => item is MarketStreamItem.Connected);
    }

    [Fact]
    public async Task Messages_of_two_megabytes_and_messages_that_come_twice_are_read()
    {
        _venue.Listen();
        await Eventually.Holds("the connection", () => _venue.Heard.OfType<AccountStreamItem.Connected>().Any());
        await FaultAsync(new { kind = "big-message", bytes = 2 << 20, stream = "/stream", count = 1 });
        await FaultAsync(new { kind = "stream-duplicate", stream = "/stream", count = 1, skip = 1 });
        var order = Assert.IsType<RequestOutcome.Accepted>((await BuyAsync()).Outcome).Order!;
        await _venue.Buys.CancelBuyAsync(order.VenueOrderId, None);
        await Eventually.Holds(
            "the order's end on the stream", () => _venue.Updates.Any(update => update.Event == "canceled" && update.Order.VenueOrderId == order.VenueOrderId), found: () => string.Join(", ", _venue.Heard));
        Assert.Empty(_venue.Heard.OfType<AccountStreamItem.Lost>());
    }

    [Fact]
    public async Task After_an_outage_requests_go_on()
    {
        await FaultAsync(new { kind = "outage", for_machine = 1 });
        Assert.True(await _venue.Reader.GetClockAsync(None) is not null);
    }

    private async Task<(string Id, RequestOutcome Outcome)> BuyAsync(bool withQuote = true)
    {
        var symbol = exchange.NextSymbol();
        var id = BrokerSteps.NextId();
        var price = withQuote ? BrokerSteps.Reference(await _venue.QuoteAsync(symbol)) : new Price(10m);
        return (id, await _venue.Buys.SubmitBuyAsync(BrokerSteps.RestingBody(id, symbol, price), None));
    }

    private async Task FaultAsync(object fault)
    {
        using var control = new HttpClient { BaseAddress = new Uri(exchange.Url) };
        using var answer = await control.PostAsJsonAsync("sim/faults", fault);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
