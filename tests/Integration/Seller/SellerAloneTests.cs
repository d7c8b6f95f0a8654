using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Seller;

/// <summary>With nats-server gone the seller goes by its own journal and by what the venue shows, and says so on ORDERS when it is back.</summary>
public sealed class SellerAloneTests(SellerRig rig) : IClassFixture<SellerRig>
{
    [Fact]
    public async Task An_exit_that_was_wanted_is_finished_without_nats_and_its_records_come_to_orders_once()
    {
        var holding = await rig.BuyAsync();
        await rig.ProtectAsync(holding, 1);
        await rig.SettledAsync();
        await WantHeldUpExitAsync(holding, 2);
        rig.Nats.Kill();
        await rig.FaultAsync(new { kind = "clear" });
        await SoldAsync(holding);
        await rig.Nats.RestartAsync();
        await ProvesOneTradeAsync(holding);
    }

    [Fact]
    public async Task Started_without_nats_it_finishes_what_its_journal_remembers()
    {
        var holding = await rig.BuyAsync();
        await rig.ProtectAsync(holding, 1);
        await rig.SettledAsync();
        await WantHeldUpExitAsync(holding, 2);
        await rig.Seller.KillAsync();
        rig.Nats.Kill();
        await rig.FaultAsync(new { kind = "clear" });
        rig.Seller.Start();
        await SoldAsync(holding);
        Assert.Contains("exits from its own journal", rig.Seller.Said(), StringComparison.Ordinal);
        await rig.Nats.RestartAsync();
        await ProvesOneTradeAsync(holding);
    }

    [Theory]
    [InlineData("seller.alone.recording")]
    [InlineData("seller.alone.recorded")]
    public async Task A_seller_killed_and_started_again_while_alone_goes_on_and_sells_nothing_twice(string point)
    {
        var holding = await rig.BuyAsync();
        await WantHeldUpExitAsync(holding, 1);
        rig.Nats.Kill();
        rig.Seller.Arm(point);
        await rig.FaultAsync(new { kind = "clear" });
        await rig.Seller.DiedAsync(point);
        await rig.FaultAsync(new { kind = "drop-after-booking", count = 1, method = "DELETE" });
        rig.Seller.Start();
        await SoldAsync(holding);
        await rig.Nats.RestartAsync();
        await ProvesOneTradeAsync(holding);
    }

    [Fact]
    public async Task Shares_of_a_canceled_entry_that_nobody_spoke_of_get_the_stop_of_its_own_legs()
    {
        await rig.FaultAsync(new { kind = "partial-fill", count = 1, remainder_after_seconds = 100_000 });
        rig.Nats.Kill();
        var holding = await rig.SendBracketAsync(10);
        await rig.Venue.OrderWhen(holding.EntryVenueOrderId, "a partial fill", order => !order.FilledQuantity.IsZero);
        await rig.FaultAsync(new { kind = "clear" });
        await rig.Venue.Buys.CancelBuyAsync(holding.EntryVenueOrderId, CancellationToken.None);
        var part = await rig.Venue.OrderWhen(holding.EntryVenueOrderId, "the entry to end", order => order.IsTerminal);
        await Eventually.Holds("the part to be covered", async () => (await WorkingAsync(holding)).Count == 2, SellerRig.Patience, rig.Seller.Said);
        Assert.All(await WorkingAsync(holding), order => Assert.Equal((OrderClass.Oco, part.FilledQuantity), (order.Class, order.Quantity)));
        Assert.Equal(holding.Stop, (await WorkingAsync(holding)).Single(order => order.Type == OrderType.Stop).StopPrice);

        // When the monitor can speak again, what stands already is what it wants: nothing is sent a second time.
        await rig.Nats.RestartAsync();
        await rig.ProtectAsync(holding, 1, quantity: part.FilledQuantity);
        await rig.SettledAsync();
        Assert.Equal(2, (await WorkingAsync(holding)).Count);
        await IntentStoredAsync(holding);
        var intent = Assert.Single(await rig.IntentsAsync(holding.Symbol));
        Assert.Equal((holding.TradeId, "protect"), (intent.TradeId, intent.Purpose));
    }

    [Fact]
    public async Task A_stop_that_vanishes_at_the_venue_while_alone_is_placed_anew()
    {
        var holding = await rig.BuyAsync();
        await rig.ProtectAsync(holding, 1);
        await rig.SettledAsync();
        rig.Nats.Kill();
        await rig.Venue.Sells.CancelSellAsync(holding.Legs.Single(leg => leg.Type == OrderType.Limit).VenueOrderId, CancellationToken.None);
        await rig.Venue.OrderWhen(holding.Legs[0].VenueOrderId, "the legs to end", order => order.IsTerminal);
        await Eventually.Holds("the shares to be covered again", async () => (await WorkingAsync(holding)).Count == 2, SellerRig.Patience, rig.Seller.Said);
        Assert.Equal(holding.Stop, (await WorkingAsync(holding)).Single(order => order.Type == OrderType.Stop).StopPrice);
        await rig.Nats.RestartAsync();
        await IntentStoredAsync(holding);
    }

    // What was written down while alone is told behind what else there is to do.
    private Task IntentStoredAsync(Holding holding) =>
        Eventually.Holds("the intent on ORDERS", async () => (await rig.IntentsAsync(holding.Symbol)).Count == 1, SellerRig.Patience, rig.Seller.Said);

    // The venue puts every request off until the fault is cleared: the exit is wanted, known, and not begun.
    private async Task WantHeldUpExitAsync(Holding holding, long epoch)
    {
        await rig.FaultAsync(new { kind = "rate-limit", count = 1_000_000, method = "DELETE" });
        // Long past, by any clock: an exit that still had a moment would first move a leg, which nothing holds up.
        await rig.ExitAsync(holding, epoch, ExitReason.TimeLimit, TimeSpan.FromMinutes(-5));
        await Eventually.Holds("the exit to be begun", async () => (await rig.IntentsAsync(holding.Symbol)).Count > 0, SellerRig.Patience, rig.Seller.Said);
    }

    private Task SoldAsync(Holding holding) => Eventually.Holds("the shares to be sold", async () =>
        await rig.Venue.Reader.FindPositionAsync(holding.Symbol, CancellationToken.None) is null, SellerRig.Patience, rig.Seller.Said);

    private async Task<IReadOnlyList<VenueOrder>> WorkingAsync(Holding holding) => [.. (await rig.SellsAsync(holding.Symbol)).Where(order => !order.IsTerminal)];

    private async Task ProvesOneTradeAsync(Holding holding)
    {
        await rig.FoldAsync(holding);
        Assert.Equal(ExitReason.TimeLimit, (await rig.TradeAsync(holding)).ExitReason);
        await rig.SettledAsync();
        Assert.Single(await rig.AllAsync<Trade>(Streams.Ledger, "trade.", one => one.Symbol == holding.Symbol));

        // Each order that we made at the venue has its one intent on ORDERS, and each intent its end.
        var ours = (await rig.SellsAsync(holding.Symbol)).Select(order => order.ClientOrderId).Where(id => id.StartsWith("pl-", StringComparison.Ordinal)).ToHashSet();
        await Eventually.Holds("all records on ORDERS", async () =>
        {
            var (asked, ends) = (await rig.IntentsAsync(holding.Symbol), await rig.AnswersAsync(holding.Symbol));
            return ours.IsSubsetOf(asked.Select(intent => intent.ClientOrderId).OfType<string>())
                && asked.All(intent => ends.Any(answer => answer.IntentId == intent.Id && answer.Outcome != AnswerOutcome.Unknown));
        }, SellerRig.Patience, rig.Seller.Said);
        var intents = await rig.IntentsAsync(holding.Symbol);
        Assert.Equal(intents.Count, intents.Select(intent => intent.Id).Distinct().Count());
        Assert.Equal(holding.Quantity.Value, (await rig.SellsAsync(holding.Symbol)).Sum(order => order.FilledQuantity.Value));
    }
}
