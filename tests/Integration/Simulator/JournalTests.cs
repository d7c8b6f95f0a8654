using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Markets.Synthetic;

namespace Pipeline.Tests.Integration.Simulator;

public sealed class JournalTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"pipeline-journal-{Guid.NewGuid():N}");

    [Fact]
    public void Everything_the_venue_decided_comes_back_from_the_journal()
    {
        var market = new SyntheticMarket(1, 3);
        var venue = new TradingVenue(market, new MatchingOptions(), new VenueState());
        var now = market.DefaultStart.AddMinutes(30);
        var (first, second, third) = (market.Assets[0].Symbol, market.Assets[1].Symbol, market.Assets[2].Symbol);
        venue.Open(100_000m, now);
        foreach (var symbol in new[] { first, second, third })
            venue.Submit(new OrderRequest { Symbol = symbol, Side = Side.Buy, Type = OrderType.Market, TimeInForce = TimeInForce.Day, Quantity = 10m }, now);
        venue.Step(now);
        venue.Desk.Halt(first, HaltKind.Pause, "Luld pause", now);
        venue.Desk.Resume(first, now.AddMinutes(5));
        venue.Desk.SetBands(first, 1m, null, now);
        venue.Desk.Restrict(new AccountRestrictions { LiquidationOnly = true, Status = "ACCOUNT_UPDATED" }, now);
        venue.Desk.Bust(venue.State.Ledger.Executions[0].Id, now);
        venue.Desk.Correct(venue.State.Ledger.Executions[1].Id, 12.34m, now);
        venue.CorporateActions.Split(second, 3m, 2m, now);
        venue.CorporateActions.Rename(second, "NEWN", now);
        venue.CorporateActions.Delist(third, 0.5m, now);
        using (var journal = Journal.Open(_path, market.Identity, 1, 100_000m, TimeProvider.System)) journal.Append(venue.TakeEvents());

        using var reopened = Journal.Open(_path, market.Identity, 1, 100_000m, TimeProvider.System);
        var folded = new VenueState();
        foreach (var occurred in reopened.Events) folded.Apply(occurred);

        Assert.Equal(venue.State.Orders.All, folded.Orders.All);
        Assert.Equal(venue.State.Ledger.Positions, folded.Ledger.Positions);
        Assert.Equal(venue.State.Ledger.Adjustments, folded.Ledger.Adjustments);
        Assert.Equal((venue.State.Ledger.Cash, venue.State.Ledger.Realized, venue.State.Restrictions), (folded.Ledger.Cash, folded.Ledger.Realized, folded.Restrictions));
        Assert.Equal(
            venue.State.Assets.All.Select(asset => (asset.Symbol, asset.Original, asset.RenamedTo, asset.Delisted, asset.LowerBand, asset.FactorAt(now), asset.HaltAt(now.AddMinutes(1))?.Kind)),
            folded.Assets.All.Select(asset => (asset.Symbol, asset.Original, asset.RenamedTo, asset.Delisted, asset.LowerBand, asset.FactorAt(now), asset.HaltAt(now.AddMinutes(1))?.Kind)));
        var restored = new TradingVenue(market, new MatchingOptions(), folded);
        Assert.Equal(venue.Figures(now), restored.Figures(now));
    }

    [Fact]
    public void Market_data_show_what_the_venue_decided()
    {
        var market = new SyntheticMarket(1, 2);
        var book = new AssetBook();
        var listed = new ListedSimulation(market, book);
        var (first, second) = (market.Assets[0].Symbol, market.Assets[1].Symbol);
        var open = TradingCalendar.On(new DateOnly(2026, 1, 5))!.Open;
        var split = open.AddMinutes(30);
        book.Put(AssetState.Of(first) with { Shifts = [new PriceShift(split, 0.5m, Splits: true)] });
        book.Put(AssetState.Of(second) with { Symbol = "NEWN", Halts = [new HaltSpan(HaltKind.Halt, "News pending", open.AddMinutes(10), open.AddMinutes(20))] });
        book.Put(AssetState.Of(second) with { RenamedTo = "NEWN" });

        var (before, after) = (Bars(listed, first, open, split), Bars(listed, first, split, split.AddMinutes(30)));
        Assert.Equal(Bars(market, first, open, split), before);
        Assert.All(
            after.Zip(Bars(market, first, split, split.AddMinutes(30))),
            pair => Assert.Equal((pair.Second.Volume * 2, decimal.Round(pair.Second.Close / 2m, 2)), (pair.First.Volume, pair.First.Close)));
        Assert.Null(listed.Find(second));
        Assert.Empty(Bars(listed, second, open, split));
        Assert.NotEmpty(Bars(listed, "NEWN", open, open.AddMinutes(10)));
        Assert.Empty(Bars(listed, "NEWN", open.AddMinutes(10), open.AddMinutes(20)));
        Assert.Equal([first, "NEWN"], listed.Assets.Where(asset => asset.Class == AssetClass.UsEquity).Select(asset => asset.Symbol));
    }

    public void Dispose() => File.Delete(_path);

    private static List<MinuteBar> Bars(ISimulatedMarket market, string symbol, DateTimeOffset from, DateTimeOffset before) =>
        [.. market.Bars(symbol, from, before)];
}
