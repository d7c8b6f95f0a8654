using Pipeline.Contracts.Orders;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Seller;

/// <summary><c>flatten --direct</c>: nothing but the venue and the keys.</summary>
public sealed class SellerFlattenTests(SellerRig rig) : IClassFixture<SellerRig>
{
    [Fact]
    public async Task With_nats_dead_it_ends_the_seller_cancels_buys_sells_everything_and_the_books_learn_of_it_later()
    {
        if (!rig.Seller.IsRunning)
            rig.Seller.Start();
        var held = await rig.BuyAsync();
        await rig.ProtectAsync(held, 1);
        await rig.SettledAsync();
        await rig.FaultAsync(new { kind = "partial-fill", count = 1, remainder_after_seconds = 100_000 });
        var open = await rig.SendBracketAsync(10);
        await rig.Venue.OrderWhen(open.EntryVenueOrderId, "a partial fill", order => !order.FilledQuantity.IsZero);
        await rig.FaultAsync(new { kind = "clear" });
        rig.Nats.Kill();

        var (exitCode, output) = await rig.Seller.CommandAsync("flatten");
        Assert.True(exitCode == 0, output);
        Assert.Contains("it is ended first", output, StringComparison.Ordinal);
        Assert.Contains("No position and no order is left.", output, StringComparison.Ordinal);
        Assert.True(File.Exists(rig.Seller.PathOf("run", "halt")));
        await Eventually.Holds("the seller to be gone", () => Task.FromResult(!rig.Seller.IsRunning), SellerRig.Patience);
        Assert.Empty(await rig.Venue.Reader.GetPositionsAsync(CancellationToken.None));
        Assert.Empty(await rig.Venue.Reader.GetOpenOrdersAsync(null, CancellationToken.None));

        await rig.Nats.RestartAsync();
        rig.Seller.Start();
        foreach (var holding in new[] { held, open })
        {
            var ours = (await rig.SellsAsync(holding.Symbol)).Where(order => order.ClientOrderId.StartsWith("pl-", StringComparison.Ordinal)).Select(order => order.ClientOrderId).ToHashSet();
            Assert.NotEmpty(ours);
            await Eventually.Holds("its orders on ORDERS", async () =>
                (await rig.IntentsAsync(holding.Symbol)).Select(intent => intent.ClientOrderId).OfType<string>().ToHashSet().IsSupersetOf(ours), SellerRig.Patience, rig.Seller.Said);
            Assert.All(await rig.IntentsAsync(holding.Symbol), intent => Assert.Equal(holding.TradeId, intent.TradeId));
        }
    }

    [Fact]
    public async Task One_symbol_is_left_and_the_others_keep_their_protection()
    {
        var (one, other) = (await rig.BuyAsync(), await rig.BuyAsync());
        var (exitCode, output) = await rig.Seller.OrchestratorAsync("flatten", "--direct", "--symbol", one.Symbol.Name);
        Assert.True(exitCode == 0, output);
        Assert.Null(await rig.Venue.Reader.FindPositionAsync(one.Symbol, CancellationToken.None));
        Assert.Equal(2, (await rig.SellsAsync(other.Symbol)).Count(order => !order.IsTerminal));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_does_not_keep_it_from_selling()
    {
        var holding = await rig.BuyAsync();
        await rig.Seller.KillAsync();
        await File.WriteAllTextAsync(rig.Seller.PathOf("run", "seller.journal"), "no journal");
        var (exitCode, output) = await rig.Seller.CommandAsync("flatten", "--symbol", holding.Symbol.Name);
        Assert.True(exitCode == 0, output);
        Assert.Contains("it is no journal of a seller", output, StringComparison.Ordinal);
        Assert.Null(await rig.Venue.Reader.FindPositionAsync(holding.Symbol, CancellationToken.None));
        Assert.Equal("no journal", await File.ReadAllTextAsync(rig.Seller.PathOf("run", "seller.journal")));

        var (refused, why) = await rig.Seller.RunToEndAsync(null);
        Assert.Equal(1, refused);
        Assert.Contains("keep it, move it out of the folder", why, StringComparison.Ordinal);
        File.Delete(rig.Seller.PathOf("run", "seller.journal"));
        rig.Seller.Start();
    }
}
