using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>A pair at the simulated exchange on a Saturday: what is ours of it, and what its own stream tells.</summary>
public sealed class PairPositionTests : IAsyncLifetime
{
    private static readonly Symbol Bitcoin = new("BTC/USD");
    private static readonly CancellationToken None = CancellationToken.None;
    private SimulatorProcess _exchange = null!;
    private VenueSession _venue = null!;
    private int _orders;

    public async Task InitializeAsync()
    {
        _exchange = await SimulatorProcess.StartAsync("--symbols", "4", "--speed", "60", "--partial-fills", "0", "--no-skip", "--start-at", "2026-01-10T12:00:00Z");
        _venue = VenueSession.Create(VenueSession.SettingsFor(_exchange.Url));
    }

    public async Task DisposeAsync()
    {
        await _venue.DisposeAsync();
        await _exchange.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_pair_the_fee_in_kind_is_not_held_while_it_rests_while_it_is_sold_and_when_the_venue_books_it()
    {
        var ask = (await _venue.QuoteAsync(Bitcoin)).Ask!.Value;
        var bought = await _venue.Buys.SubmitBuyAsync(OrderBodies.ImmediateBuy(NextId(), Bitcoin, new Shares(0.1m), ask.Moved(0.01m).CeiledToTick()), None);
        await Ended(bought, OrderStatus.Filled);

        // A quarter of a per cent of a tenth.
        var owned = 0.09975m;
        Assert.Equal((owned, owned), await HeldAsync());
        Assert.Equal(0.1m, await ShownAsync());

        var stop = await _venue.Sells.SubmitSellAsync(Sell(owned, $"\"type\":\"stop_limit\",\"time_in_force\":\"gtc\",\"stop_price\":\"{ask.Moved(-0.2m).FlooredToTick()}\",\"limit_price\":\"{ask.Moved(-0.3m).FlooredToTick()}\""), None);
        Assert.Equal((owned, 0m), await HeldAsync());
        await _venue.Sells.CancelSellAsync(Assert.IsType<RequestOutcome.Accepted>(stop).Order!.VenueOrderId, None);
        await Ended(stop, OrderStatus.Canceled);
        Assert.Equal((owned, owned), await HeldAsync());

        await Ended(await _venue.Sells.SubmitSellAsync(Sell(owned, "\"type\":\"market\",\"time_in_force\":\"ioc\""), None), OrderStatus.Filled);
        Assert.Null(await _venue.Reader.FindPositionAsync(Bitcoin, None));
        Assert.Empty(await _venue.Reader.GetPositionsAsync(None));
        Assert.Equal(0.00025m, await ShownAsync());

        using var client = _exchange.Client();
        (await client.PostAsync(new Uri("sim/clock/jump?seconds=46800", UriKind.Relative), null)).EnsureSuccessStatusCode();
        await Eventually.Holds("the venue's booking of the fee", async () => await ShownAsync() == 0m);
        Assert.Null(await _venue.Reader.FindPositionAsync(Bitcoin, None));
    }

    [Fact]
    public async Task Streams_bars_and_quotes_of_pairs_while_no_stock_trades()
    {
        _venue.Pairs.Want(new MarketSubscription(AllBars: false, new HashSet<Symbol> { Bitcoin }, new HashSet<Symbol> { Bitcoin }));
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (bar, quote) = (false, false);
        await foreach (var item in _venue.Pairs.ReadAsync(late.Token))
        {
            bar |= item is MarketStreamItem.BarClosed { Symbol: var closed } && closed == Bitcoin;
            quote |= item is MarketStreamItem.QuoteChanged { Symbol: var quoted } && quoted == Bitcoin;
            if (bar && quote)
                return;
        }
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"pair-{++_orders}");

    private string Sell(decimal quantity, string terms) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"symbol\":\"BTC/USD\",\"qty\":\"{quantity}\",\"side\":\"sell\",{terms},\"client_order_id\":\"{NextId()}\"}}");

    private Task<VenueOrder> Ended(RequestOutcome outcome, OrderStatus status) => _venue.OrderWhen(
        (outcome as RequestOutcome.Accepted)?.Order?.VenueOrderId ?? throw new InvalidOperationException($"not accepted: {outcome}"), $"the order {status}", order => order.Status == status);

    /// <summary>As the port tells it, alone and among all.</summary>
    private async Task<(decimal Quantity, decimal Available)> HeldAsync()
    {
        var one = await _venue.Reader.FindPositionAsync(Bitcoin, None) ?? throw new InvalidOperationException("nothing is held");
        var all = Assert.Single(await _venue.Reader.GetPositionsAsync(None));
        Assert.Equal((one.Quantity, one.Available), (all.Quantity, all.Available));
        return (one.Quantity, one.Available);
    }

    /// <summary>As the venue shows it.</summary>
    private async Task<decimal> ShownAsync()
    {
        using var client = _exchange.Client();
        var positions = await client.GetFromJsonAsync<JsonArray>("v2/positions");
        return positions!.Count == 0 ? 0m : decimal.Parse((string)positions[0]!["qty"]!, CultureInfo.InvariantCulture);
    }
}
