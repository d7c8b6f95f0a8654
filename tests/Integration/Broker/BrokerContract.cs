using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;
using static Pipeline.Tests.Integration.Broker.BrokerSteps;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>What every venue behind the port must do alike.</summary>
public abstract class BrokerContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Opens the venue; closed by the test that opened it.</summary>
    protected abstract Task<VenueSession> OpenAsync();

    /// <summary>A symbol that no other test of this run trades.</summary>
    protected abstract Symbol NextSymbol();

    [Fact]
    public async Task Tells_the_account()
    {
        await using var venue = await OpenAsync();
        var account = await venue.Reader.GetAccountAsync(None);
        Assert.True(account.MayTrade, account.Status);
        Assert.True(account.Values.Equity > Money.Zero);
        Assert.NotEmpty(account.AccountId);
    }

    [Fact]
    public async Task Can_be_made_long_only_without_margin()
    {
        await using var venue = await OpenAsync();
        Assert.True(await venue.Reader.EnsureLongOnlyCashAsync(None));
    }

    [Fact]
    public async Task Knows_its_clock_and_its_calendar()
    {
        await using var venue = await OpenAsync();
        var clock = await venue.Reader.GetClockAsync(None);
        Assert.True(clock.NextClose > clock.Time);
        var sessions = await venue.Reader.GetCalendarAsync(new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 27), None);
        // Thanksgiving is the 26th; the 27th is a half day, and New York is at UTC-5.
        Assert.Equal([23, 24, 25, 27], sessions.Select(session => session.Day.Day));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 14, 30, 0, TimeSpan.Zero), sessions[0].OpensAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 18, 0, 0, TimeSpan.Zero), sessions[^1].ClosesAt);
    }

    [Fact]
    public async Task Names_its_assets_and_quotes_them()
    {
        await using var venue = await OpenAsync();
        var symbol = NextSymbol();
        Assert.Contains(await venue.Reader.GetAssetsAsync(None), asset => asset.Symbol == symbol && asset.Tradable);
        var quote = await venue.QuoteAsync(symbol);
        Assert.True(quote.Bid is not null || quote.Ask is not null);
        var latest = await venue.Data.GetLatestBarsAsync([symbol], None);
        Assert.True(latest[symbol].Start <= (await venue.Reader.GetClockAsync(None)).Time);
    }

    [Fact]
    public async Task Gives_completed_minute_bars_inside_the_asked_span()
    {
        await using var venue = await OpenAsync();
        var symbol = NextSymbol();
        var now = (await venue.Reader.GetClockAsync(None)).Time;
        var bars = await venue.Data.GetMinuteBarsAsync([symbol], now.AddDays(-5), now.AddMinutes(-16), None);
        var values = bars[symbol];
        Assert.Equal(values.OrderBy(bar => bar.Start), values);
        Assert.Equal(values.Count, values.DistinctBy(bar => bar.Start).Count());
        Assert.All(values, bar => Assert.InRange(bar.End, now.AddDays(-5), now.AddMinutes(-16)));
    }

    [Fact]
    public async Task Does_not_know_what_was_never_sent()
    {
        await using var venue = await OpenAsync();
        Assert.Null(await venue.Reader.FindOrderAsync("6f3a1a1e-0000-4000-8000-000000000000", None));
        Assert.Null(await venue.Reader.FindOrderByClientIdAsync(NextId(), None));
        Assert.Null(await venue.Reader.FindPositionAsync(NextSymbol(), None));
    }

    [Fact]
    public async Task Keeps_a_resting_bracket_with_its_legs_until_it_is_canceled()
    {
        await using var venue = await OpenAsync();
        var symbol = NextSymbol();
        var sent = await SendRestingBracket(venue, symbol);

        var found = await venue.Reader.FindOrderByClientIdAsync(sent.ClientOrderId, None);
        Assert.Equal(sent.VenueOrderId, found?.VenueOrderId);
        Assert.Equal(OrderClass.Bracket, found!.Class);
        Assert.Equal(2, found.Legs.Count);
        Assert.All(found.Legs, leg => Assert.Equal(found.VenueOrderId, leg.ParentVenueOrderId));
        Assert.Contains(await venue.Reader.GetOpenOrdersAsync(symbol, None), order => order.VenueOrderId == sent.VenueOrderId && order.Legs.Count == 2);
        Assert.Contains(await venue.Reader.GetOrdersSinceAsync(sent.SubmittedAt!.Value.AddSeconds(-1), None), order => order.VenueOrderId == sent.VenueOrderId);

        Assert.IsType<RequestOutcome.Accepted>(await venue.Buys.CancelBuyAsync(sent.VenueOrderId, None));
        var canceled = await venue.OrderWhen(sent.VenueOrderId, "the bracket's end", order => order.WithLegs().All(part => part.IsTerminal));
        Assert.Equal(OrderStatus.Canceled, canceled.Status);
        await Eventually.Holds("the stream's word of the end", () => venue.Updates.Any(update => update.Event == "canceled" && update.Order.VenueOrderId == sent.VenueOrderId));

        var again = Assert.IsType<RequestOutcome.Refused>(await venue.Buys.CancelBuyAsync(sent.VenueOrderId, None));
        Assert.Equal(RefusalKind.AlreadyTerminal, again.Kind);
    }

    [Fact]
    public async Task Refuses_a_client_order_id_that_was_used_before()
    {
        await using var venue = await OpenAsync();
        var symbol = NextSymbol();
        var first = await SendRestingBracket(venue, symbol);
        var quote = await venue.QuoteAsync(symbol);
        var second = await venue.Buys.SubmitBuyAsync(RestingBody(first.ClientOrderId, symbol, Reference(quote)), None);
        Assert.Equal(RefusalKind.DuplicateClientOrderId, Assert.IsType<RequestOutcome.Refused>(second).Kind);
        await venue.Buys.CancelBuyAsync(first.VenueOrderId, None);
    }

    [Fact]
    public async Task Refuses_a_buy_that_the_money_does_not_cover()
    {
        await using var venue = await OpenAsync();
        var symbol = NextSymbol();
        var price = Reference(await venue.QuoteAsync(symbol)).Moved(-0.1m).FlooredToTick();
        var quantity = new Shares(Math.Ceiling(100_000_000m / price.Value));
        var body = OrderBodies.BracketBuy(NextId(), symbol, quantity, price, price.Moved(-0.1m).FlooredToTick(), price.Moved(0.5m).CeiledToTick());
        var refused = Assert.IsType<RequestOutcome.Refused>(await venue.Buys.SubmitBuyAsync(body, None));
        Assert.Equal((RefusalKind.InsufficientBuyingPower, 403), (refused.Kind, refused.HttpStatus));
    }

    [Fact]
    public async Task Refuses_a_sell_of_what_is_not_held()
    {
        await using var venue = await OpenAsync();
        await venue.Reader.EnsureLongOnlyCashAsync(None);
        var symbol = NextSymbol();
        var limit = Reference(await venue.QuoteAsync(symbol)).Moved(0.2m).CeiledToTick();
        var refused = Assert.IsType<RequestOutcome.Refused>(await venue.Sells.SubmitSellAsync(OrderBodies.LimitSell(NextId(), symbol, new Shares(1), limit), None));
        Assert.Equal(RefusalKind.InsufficientQuantity, refused.Kind);
    }

    [Fact]
    public async Task Refuses_to_cancel_what_it_does_not_know()
    {
        await using var venue = await OpenAsync();
        var refused = Assert.IsType<RequestOutcome.Refused>(await venue.Sells.CancelSellAsync("6f3a1a1e-0000-4000-8000-000000000000", None));
        Assert.Equal(RefusalKind.NotFound, refused.Kind);
    }

    /// <summary>The life of a position: bracket filled, a leg moved, legs canceled, an OCO in their place, sold at market, flat.</summary>
    [Fact, NeedsOpenMarket]
    public async Task Carries_a_position_from_the_bracket_to_flat_with_the_same_executions_by_stream_and_by_request()
    {
        await using var venue = await OpenAsync();
        var symbol = NextSymbol();
        var quantity = new Shares(10);
        var began = (await venue.Reader.GetClockAsync(None)).Time.AddMinutes(-1);
        var price = Reference(await venue.QuoteAsync(symbol));
        var bracket = OrderBodies.BracketBuy(
            NextId(), symbol, quantity, price.Moved(0.03m).CeiledToTick(), price.Moved(-0.2m).FlooredToTick(), price.Moved(0.4m).CeiledToTick());
        var entry = Order(await venue.Buys.SubmitBuyAsync(bracket, None));
        var filled = await venue.OrderWhen(entry.VenueOrderId, "the entry's execution", order => order.Status == OrderStatus.Filled);
        Assert.Equal(quantity, filled.FilledQuantity);
        Assert.Contains(await venue.Reader.GetPositionsAsync(None), held => held.Symbol == symbol && held.Quantity == quantity.Value);
        Assert.Contains(await venue.Reader.GetOpenOrdersAsync(symbol: null, None), order => order.WithLegs().Any(part => part.Symbol == symbol));

        var refusedSell = Assert.IsType<RequestOutcome.Refused>(await venue.Sells.SubmitSellAsync(OrderBodies.MarketSell(NextId(), symbol, quantity), None));
        Assert.Equal(RefusalKind.InsufficientQuantity, refusedSell.Kind);

        var stop = Leg(filled, OrderType.Stop);
        var moved = await Replaced(venue, stop.VenueOrderId, price.Moved(-0.15m).FlooredToTick());
        Assert.Equal(stop.VenueOrderId, moved.ReplacesVenueOrderId);

        await venue.Sells.CancelSellAsync(Leg(filled, OrderType.Limit).VenueOrderId, None);
        await venue.OrderWhen(Leg(filled, OrderType.Limit).VenueOrderId, "the take-profit leg's end", order => order.IsTerminal);
        await venue.OrderWhen(moved.VenueOrderId, "the stop leg's end", order => order.IsTerminal);
        await Eventually.Holds("the shares' release", async () => (await venue.Reader.FindPositionAsync(symbol, None))?.Available == quantity.Value);

        var oco = Order(await venue.Sells.SubmitSellAsync(
            OrderBodies.OcoSell(NextId(), symbol, quantity, price.Moved(-0.2m).FlooredToTick(), price.Moved(0.4m).CeiledToTick()), None));
        Assert.Equal(OrderClass.Oco, oco.Class);
        Assert.Contains(await venue.Reader.GetOpenOrdersAsync(symbol, None), order => order.WithLegs().Any(part => part.VenueOrderId == oco.VenueOrderId));
        await Canceled(venue, oco.VenueOrderId);
        await Eventually.Holds("the shares' release", async () => (await venue.Reader.FindPositionAsync(symbol, None))?.Available == quantity.Value);

        var exit = Order(await venue.Sells.SubmitSellAsync(OrderBodies.MarketSell(NextId(), symbol, quantity), None));
        await venue.OrderWhen(exit.VenueOrderId, "the exit's execution", order => order.Status == OrderStatus.Filled);
        Assert.Null(await venue.Reader.FindPositionAsync(symbol, None));

        await Eventually.Holds("the exit's execution on the stream", () => Streamed(venue, symbol).Any(execution => execution.VenueOrderId == exit.VenueOrderId && execution.CumulativeQuantity == quantity));
        var requested = (await venue.Reader.GetExecutionsSinceAsync(began, None)).Where(execution => execution.Symbol == symbol).ToList();
        Assert.Equal(Keys(requested), Keys(Streamed(venue, symbol)));
        Assert.Equal(quantity.Value * 2, requested.Sum(execution => execution.Quantity.Value));
    }

    [Fact, NeedsOpenMarket]
    public async Task Streams_bars_and_quotes_of_what_is_wanted()
    {
        await using var venue = await OpenAsync();
        var symbol = NextSymbol();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(130));
        venue.Market.Want(new MarketSubscription(AllBars: false, new HashSet<Symbol> { symbol }, new HashSet<Symbol> { symbol }));
        var (connected, bar, quote) = (false, false, false);
        await foreach (var item in venue.Market.ReadAsync(stop.Token))
        {
            connected |= item is MarketStreamItem.Connected;
            bar |= item is MarketStreamItem.BarClosed { Revised: false } closed && closed.Symbol == symbol;
            quote |= item is MarketStreamItem.QuoteChanged changed && changed.Symbol == symbol;
            if (connected && bar && quote)
                return;
        }
    }

    [Fact]
    public async Task Answers_the_check_of_a_configuration()
    {
        await using var venue = await OpenAsync();
        Assert.All(await venue.Check.RunAsync(None), line => Assert.True(line.Ok, $"{line.What}: {line.Text}"));
    }
}
