using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

public sealed class PartialExitTests
{
    private static readonly SellSignal Keep40 = Some.Exit() with { Keep = new Shares(40), StopPrice = new Price(95), TakeProfitPrice = new Price(110) };

    [Fact]
    public void A_simple_stop_gives_the_part_back_and_goes_on_covering_the_rest()
    {
        var stop = Some.Stop();
        Assert.Equal(new NextStep.Resize(stop, new Shares(40)), Some.Next(Keep40, Some.View(100, orders: stop)));
    }

    [Fact]
    public void Legs_go_then_the_rest_is_covered_before_the_part_is_sold()
    {
        Assert.Equal(CancelCause.Exit, Assert.IsType<NextStep.Cancel>(Some.Next(Keep40, Some.View(100, orders: Some.LiveBracket()))).Why);
        Assert.Equal(new NextStep.PlaceOco(new Shares(40), new Price(95), new Price(110)), Some.Next(Keep40, Some.View(100, orders: Some.Entry())));
        Assert.Equal(new NextStep.SellLimit(new Shares(60), new Price(99.7m)), Some.Next(Keep40, Some.View(100, orders: [Some.Entry(), Some.Stop(quantity: 40)])));
    }

    [Fact]
    public void Past_the_deadline_the_part_goes_at_market()
    {
        var late = Keep40 with { Deadline = Some.Now };
        Assert.Equal(new NextStep.SellMarket(new Shares(60)), Some.Next(late, Some.View(100, orders: [Some.Entry(), Some.Stop(quantity: 40)])));
        var limit = Some.TakeProfit("sale", quantity: 60, limit: 99, orderClass: OrderClass.Simple);
        Assert.Equal(new NextStep.Cancel(limit, CancelCause.Exit), Some.Next(late, Some.View(100, orders: [Some.Entry(), Some.Stop(quantity: 40), limit])));
    }

    [Fact]
    public void Said_twice_it_sells_once() =>
        Assert.IsType<NextStep.Protected>(Some.Next(Keep40, Some.View(40, orders: [Some.Entry(), Some.Stop(quantity: 40)])));

    [Fact]
    public void A_sale_that_the_position_does_not_show_yet_is_not_made_again()
    {
        var sold = new Progress().After(new NextStep.SellLimit(new Shares(60), new Price(99)), StepOutcome.Accepted, new ConvergenceSettings(), Some.Now);
        Assert.Equal(WaitFor.Fill, Assert.IsType<NextStep.Wait>(Some.Next(Keep40, Some.View(100, orders: [Some.Entry(), Some.Stop(quantity: 40)]), sold)).For);
    }
}
