using FsCheck;
using FsCheck.Fluent;
using Pipeline.Exchange;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>Whatever clients do and the market does, these hold.</summary>
public sealed class VenuePropertyTests
{
    private static readonly Arbitrary<int[]> Scripts = Gen.Choose(0, int.MaxValue - 1).ArrayOf(80).ToArbitrary();

    [Fact]
    public void Money_and_shares_are_conserved() => Holds(script =>
    {
        var venue = Run(script);
        var ledger = venue.State.Ledger;
        var spent = ledger.Executions.Sum(execution => Signed(execution) * execution.Price);
        var basis = ledger.Positions.Sum(position => position.CostBasis);
        Assert.Equal(100_000m - spent, ledger.Cash);
        Assert.Equal(100_000m, ledger.Cash + basis - ledger.Realized, 6);
        foreach (var symbol in new[] { "AAA", "BBB" })
            Assert.Equal(ledger.Executions.Where(execution => execution.Symbol == symbol).Sum(Signed), ledger.QuantityOf(symbol));
    });

    [Fact]
    public void No_order_fills_beyond_its_quantity() => Holds(script =>
    {
        var venue = Run(script);
        foreach (var order in venue.State.Orders.All)
        {
            var executions = venue.State.Ledger.Executions.Where(execution => execution.OrderId == order.Id).ToList();
            Assert.Equal(order.FilledQuantity, executions.Sum(execution => execution.Quantity));
            Assert.True(order.Notional is not null || order.FilledQuantity <= order.Quantity);
            Assert.Equal(executions.Select(execution => execution.CumulativeQuantity).Order(), executions.Select(execution => execution.CumulativeQuantity));
        }
    });

    [Fact]
    public void A_sale_never_exceeds_the_position_when_shorting_is_off() => Holds(script =>
    {
        var venue = Run(script, noShorting: true);
        Assert.All(venue.State.Ledger.Executions, execution => Assert.True(execution.PositionQuantity >= 0m));
    });

    [Fact]
    public void Statuses_move_along_allowed_edges_only() => Holds(script =>
    {
        var venue = Run(script);
        var statuses = new Dictionary<Guid, OrderStatus>();
        foreach (var changed in venue.Venue.TakeEvents().OfType<OrderChanged>())
        {
            if (statuses.TryGetValue(changed.Order.Id, out var before))
                Assert.True(before == changed.Order.Status || OrderStatusTransitions.Allows(before, changed.Order.Status), $"{before} to {changed.Order.Status}");
            statuses[changed.Order.Id] = changed.Order.Status;
        }
    });

    [Fact]
    public void The_same_seed_and_requests_give_the_same_log() => Holds(script =>
        Assert.Equal(Run(script).Venue.TakeEvents(), Run(script).Venue.TakeEvents()));

    [Fact]
    public void Folding_the_log_gives_the_state() => Holds(script =>
    {
        var venue = Run(script);
        var folded = new VenueState();
        foreach (var occurred in venue.Venue.TakeEvents()) folded.Apply(occurred);
        Assert.Equal(venue.State.Orders.All, folded.Orders.All);
        Assert.Equal(venue.State.Orders.Open(), folded.Orders.Open());
        Assert.Equal(venue.State.Ledger.Positions, folded.Ledger.Positions);
        Assert.Equal((venue.State.Ledger.Cash, venue.State.LastEquity, venue.State.Sequence), (folded.Ledger.Cash, folded.LastEquity, folded.Sequence));
    });

    private static void Holds(Action<int[]> property) => Prop.ForAll(Scripts, property).QuickCheckThrowOnFailure();

    private static decimal Signed(Execution execution) => execution.Side == Side.Buy ? execution.Quantity : -execution.Quantity;

    private static VenueUnderTest Run(int[] script, bool noShorting = false)
    {
        var venue = new VenueUnderTest(new MatchingOptions { Seed = 7, PartialFillProbability = 0.5, MaxSlippageBasisPoints = 5m });
        if (noShorting) venue.Venue.Configure(new AccountConfiguration { NoShorting = true }, venue.Now);
        foreach (var number in script) Act(venue, number);
        return venue;
    }

    private static void Act(VenueUnderTest venue, int number)
    {
        var (action, detail) = (number % 12, number / 12);
        var symbol = detail % 2 == 0 ? "AAA" : "BBB";
        var last = venue.Market.TickAt(symbol, venue.Now)!.Last;
        var open = venue.State.Orders.Open();
        switch (action)
        {
            case < 4:
                venue.Market.Put(symbol, Math.Max(5m, last + (((detail / 2 % 401) - 200) / 100m)));
                venue.Pass(TimeSpan.FromSeconds(1 + (detail / 900 % 30)));
                break;
            case < 8:
                venue.Venue.Submit(Request(symbol, last, detail / 2), venue.Now);
                venue.Venue.Step(venue.Now);
                break;
            case 8 when open.Count > 0:
                venue.Venue.Cancel(open[detail % open.Count].Id, venue.Now);
                venue.Venue.Step(venue.Now);
                break;
            case 9 when open.Count > 0:
                var target = open[detail % open.Count];
                var move = ((detail / 50 % 200) - 100) / 100m;
                venue.Venue.Replace(target.Id, new ReplaceRequest { LimitPrice = target.LimitPrice + move, StopPrice = target.Type == OrderType.TrailingStop ? null : target.StopPrice + move }, venue.Now);
                venue.Venue.Step(venue.Now);
                break;
            case 10:
                venue.Venue.Close(symbol, null, venue.Now);
                venue.Venue.Step(venue.Now);
                break;
            case 11 when detail % 4 == 0:
                venue.Pass(TimeSpan.FromHours(7));
                break;
        }
    }

    private static OrderRequest Request(string symbol, decimal last, int detail)
    {
        var type = (OrderType)(detail % 5);
        var side = detail / 5 % 3 == 0 ? Side.Sell : Side.Buy;
        var orderClass = (OrderClass)(detail / 15 % 4);
        var away = 0.05m + (detail / 60 % 300 / 100m);
        var sign = side == Side.Buy ? 1m : -1m;
        var exit = orderClass == OrderClass.Oco ? -sign : sign;
        if (orderClass != OrderClass.Simple) type = OrderType.Limit;
        return new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Type = type,
            TimeInForce = (TimeInForce)(detail / 7 % (orderClass == OrderClass.Simple ? 4 : 2)),
            Class = orderClass,
            Quantity = detail % 9 == 0 ? 1.5m : 1m + (detail / 11 % 40),
            LimitPrice = orderClass == OrderClass.Oco ? null : type is OrderType.Limit ? last + (sign * (away - 1m)) : type is OrderType.StopLimit ? last + (sign * (away + 1m)) : null,
            StopPrice = type is OrderType.Stop or OrderType.StopLimit ? last + (sign * away) : null,
            TrailPercent = type is OrderType.TrailingStop ? 1m : null,
            TakeProfitPrice = orderClass is OrderClass.Bracket or OrderClass.Oco ? last + (exit * (away + 2m)) : null,
            StopLossPrice = orderClass == OrderClass.Simple ? null : last - (exit * (away + 2m)),
        };
    }
}
