using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Seller;

/// <summary>Protection that is not to be had as wanted, entries that stay open, and positions that go by parts, at the simulated exchange.</summary>
public sealed class SellerLadderTests(SellerRig rig) : IClassFixture<SellerRig>
{
    [Fact]
    public async Task Where_every_stop_is_refused_the_position_is_left_at_market_and_told_as_an_undo()
    {
        var holding = await BareAsync();
        await rig.FaultAsync(new { kind = "refuse-orders", count = 4, symbol = holding.Symbol.Name, status = 422, code = 42210000, text = "no" });
        await rig.ProtectAsync(holding, 1);
        await SoldAsync(holding);
        Assert.Equal(["protect", "protect", "protect", "protect", "exit_market"], (await rig.IntentsAsync(holding.Symbol)).Select(intent => intent.Purpose));
        var undone = await Eventually.Value("the undo", () => rig.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event(Processes.Seller, "undo_started")), SellerRig.Patience);
        Assert.Equal(holding.Symbol, undone.Symbol);
    }

    [Fact]
    public async Task While_the_keys_are_refused_a_stop_is_tried_again_and_nothing_stronger_is_used()
    {
        var holding = await BareAsync();
        await rig.FaultAsync(new { kind = "error-before-booking", method = "POST", path = "/v2/orders", symbol = holding.Symbol.Name, status = 401, text = "unauthorized.", count = 5 });
        await rig.ProtectAsync(holding, 1);
        await rig.SettledAsync();
        Assert.Equal(Enumerable.Repeat("protect", 6), (await rig.IntentsAsync(holding.Symbol)).Select(intent => intent.Purpose));
        Assert.Equal(OrderClass.Oco, (await WorkingAsync(holding)).Select(order => order.Class).Distinct().Single());
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("done_for_day")]
    [InlineData("calculated")]
    public async Task A_stop_that_the_venue_puts_to_rest_while_others_trade_gives_its_place_to_one_that_works(string status)
    {
        var holding = await BareAsync();
        await rig.ProtectAsync(holding, 1);
        await rig.SettledAsync();
        await rig.FaultAsync(new { kind = "order-status", symbol = holding.Symbol.Name, status, count = 1 });
        Assert.Equal(0, Coverage.Of(await rig.SellsAsync(holding.Symbol), stop: null));
        await rig.ProtectAsync(holding, 2);
        await rig.SettledAsync();
        Assert.Equal(holding.Quantity.Value, Coverage.Of(await rig.SellsAsync(holding.Symbol), holding.Stop));
        Assert.Equal(2, (await WorkingAsync(holding)).Count);
    }

    [Fact]
    public async Task Hard_to_borrow_shares_rest_under_a_day_stop()
    {
        var holding = await BareAsync();
        await rig.FaultAsync(new { kind = "asset", symbol = holding.Symbol.Name, easy_to_borrow = false });
        await rig.ProtectAsync(holding, 1);
        await rig.SettledAsync();
        var stop = Assert.Single(await WorkingAsync(holding));
        Assert.Equal((OrderType.Stop, TimeInForce.Day, holding.Quantity, holding.Stop), (stop.Type, stop.TimeInForce, stop.Quantity!.Value, stop.StopPrice!.Value));
    }

    [Fact]
    public async Task A_stop_that_the_venue_rejects_after_taking_it_is_placed_anew()
    {
        var holding = await BareAsync();
        await rig.FaultAsync(new { kind = "reject-later", count = 1, symbol = holding.Symbol.Name, reason = "changed its mind" });
        await rig.ProtectAsync(holding, 1);
        var seen = "";
        await Eventually.Holds("the shares to be covered", async () =>
        {
            var sells = await rig.SellsAsync(holding.Symbol);
            seen = string.Join('\n', sells.Select(order => $"{order.Type} {order.Class} {order.Status} {order.Quantity} parent {order.ParentVenueOrderId}"))
                + string.Join('\n', (await rig.IntentsAsync(holding.Symbol)).Select(intent => $"{intent.Action} {intent.Purpose}"))
                + string.Join('\n', (await rig.AnswersAsync(holding.Symbol)).Select(answer => $"{answer.Outcome} {answer.Text}"));
            return sells.Any(order => order.Status == OrderStatus.Rejected) && sells.Any(order => !order.IsTerminal && order.Type == OrderType.Stop);
        }, TimeSpan.FromSeconds(25), () => seen);
        await rig.SettledAsync();
        Assert.Equal(holding.Quantity, (await WorkingAsync(holding)).Single(order => order.Type == OrderType.Stop).Quantity);
    }

    [Fact]
    public async Task Executed_shares_of_an_entry_that_stays_open_get_an_oco_beside_it_and_leave_at_market_when_wanted()
    {
        await rig.FaultAsync(new { kind = "partial-fill", count = 1, remainder_after_seconds = 100_000 });
        var holding = await rig.SendBracketAsync(10);
        var entry = await rig.Venue.OrderWhen(holding.EntryVenueOrderId, "a partial fill", order => !order.FilledQuantity.IsZero);
        await rig.FaultAsync(new { kind = "clear" });
        await rig.ProtectAsync(holding, 1, quantity: entry.FilledQuantity, entryEnded: false);
        await Eventually.Holds("an OCO beside the entry", async () => (await WorkingAsync(holding)).Count(order => order.Class == OrderClass.Oco) == 2, SellerRig.Patience, rig.Seller.Said);
        Assert.False((await rig.Venue.Reader.FindOrderAsync(holding.EntryVenueOrderId, CancellationToken.None))!.IsTerminal);
        await rig.Venue.Buys.CancelBuyAsync(holding.EntryVenueOrderId, CancellationToken.None);
        await rig.ExitAsync(holding, 2, ExitReason.ForceExit, TimeSpan.Zero);
        Assert.Equal(ExitReason.ForceExit, (await rig.ClosedAsync(holding)).ExitReason);
    }

    [Fact]
    public async Task A_part_is_sold_while_the_rest_is_covered_and_the_last_part_closes_the_one_trade()
    {
        var holding = await rig.BuyAsync();
        await rig.KeepAsync(holding, 1, new Shares(4));
        await rig.SettledAsync();
        Assert.Equal(4m, (await rig.Venue.Reader.FindPositionAsync(holding.Symbol, CancellationToken.None))!.Quantity);
        Assert.All(await WorkingAsync(holding), order => Assert.Equal(new Shares(4), order.Quantity));
        await rig.ExitAsync(holding, 2, ExitReason.EndOfDay, TimeSpan.Zero);
        var trade = await rig.ClosedAsync(holding);
        Assert.Equal((holding.Quantity, ExitReason.EndOfDay), (trade.Quantity, trade.ExitReason));
        Assert.Single(await rig.AllAsync<Trade>(Streams.Ledger, "trade.", one => one.Symbol == holding.Symbol));
    }

    // Bought, and its legs gone, as after a remainder that was canceled.
    private async Task<Holding> BareAsync()
    {
        var holding = await rig.BuyAsync();
        await rig.Venue.Sells.CancelSellAsync(holding.Legs.Single(leg => leg.Type == OrderType.Limit).VenueOrderId, CancellationToken.None);
        await Eventually.Holds("the legs to end", async () => (await WorkingAsync(holding)).Count == 0, SellerRig.Patience);
        return holding;
    }

    private async Task<IReadOnlyList<VenueOrder>> WorkingAsync(Holding holding) => [.. (await rig.SellsAsync(holding.Symbol)).Where(order => !order.IsTerminal)];

    private Task SoldAsync(Holding holding) => Eventually.Holds("the shares to be sold", async () =>
        await rig.Venue.Reader.FindPositionAsync(holding.Symbol, CancellationToken.None) is null, SellerRig.Patience, rig.Seller.Said);
}
