using System.Globalization;
using Pipeline.Exchange;
using Pipeline.Simulator.Markets.Recorded;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>A bar that meets a long's stop and its target does not tell which came first.</summary>
public sealed class WildBarTests
{
    [Fact]
    public void The_stop_comes_first()
    {
        using var home = new TemporaryHome();
        File.WriteAllText(home.Path("A.csv"), """
            symbol,time,open,high,low,close,volume
            A,2013-10-04T13:30:00Z,100.00,100.20,99.90,100.00,1000
            A,2013-10-04T13:31:00Z,100.00,112.00,90.00,111.00,1000

            """);
        var venue = new TradingVenue(new RecordedMarket(home.Path()), new MatchingOptions(), new VenueState());
        var now = DateTimeOffset.Parse("2013-10-04T13:30:30Z", CultureInfo.InvariantCulture);
        venue.Open(100_000m, now);
        var entry = venue.Submit(new OrderRequest
        {
            Symbol = "A",
            Side = Side.Buy,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.Gtc,
            Class = OrderClass.Bracket,
            Quantity = 10m,
            LimitPrice = 101m,
            TakeProfitPrice = 110m,
            StopLossPrice = 95m,
        }, now).Order!;

        for (var second = 0; second <= 90; second++) venue.Step(now.AddSeconds(second));

        var legs = venue.State.Orders.LegsOf(entry.Id);
        Assert.Equal([OrderStatus.Canceled, OrderStatus.Filled], legs.Select(leg => leg.Status));
        Assert.InRange(legs[1].AverageFillPrice!.Value, 94m, 95m);
        Assert.Empty(venue.State.Ledger.Positions);
    }
}
