using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

public sealed class RequestPlanTests
{
    private static readonly Shares Ten = new(10);
    private static readonly Price Stop = new(95);
    private static readonly Price Limit = new(99);

    public static TheoryData<NextStep, OrderAction, string> Steps => new()
    {
        { new NextStep.PlaceOco(Ten, Stop, Limit), OrderAction.Place, "protect" },
        { new NextStep.PlaceStop(Ten, Stop), OrderAction.Place, "protect" },
        { new NextStep.WideEmergencyStop(Ten, Stop), OrderAction.Place, "emergency_stop" },
        { new NextStep.PlaceStop(Ten, Stop, Limit), OrderAction.Place, "protect" },
        { new NextStep.SellLimit(Ten, Limit), OrderAction.Place, "exit_limit" },
        { new NextStep.SellMarket(Ten), OrderAction.Place, "exit_market" },
        { new NextStep.EmergencyExit(Ten), OrderAction.Place, "exit_market" },
        { new NextStep.MoveStop(Some.Stop(), Stop), OrderAction.Replace, "move_stop" },
        { new NextStep.Resize(Some.Stop(), Ten), OrderAction.Replace, "protect" },
        { new NextStep.MakeMarketable(Some.TakeProfit(), Limit), OrderAction.Replace, "exit_limit" },
        { new NextStep.Cancel(Some.Stop(), CancelCause.Orphan), OrderAction.Cancel, "orphan" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Each_sending_step_asks_for_one_thing_under_a_legal_id(NextStep step, OrderAction action, string purpose)
    {
        var plan = RequestPlan.Of(step)!;
        Assert.Equal((action, purpose), (plan.Action, plan.Purpose));
        Assert.InRange(ClientOrderId.For("demo", "trade", plan.Leg, 9_999_999).Length, 1, 48);
        Assert.Equal(action != OrderAction.Place, plan.Target is not null);
    }

    [Fact]
    public void No_two_placing_legs_share_an_id_family() =>
        Assert.Equal(9, Steps.Select(step => RequestPlan.Of((NextStep)step[0])!.Leg).Where(leg => leg != "cancel").Distinct().Count());

    [Fact]
    public void Waiting_and_proofs_send_nothing()
    {
        Assert.Null(RequestPlan.Of(new NextStep.Wait(WaitFor.Fill, Some.Now)));
        Assert.Null(RequestPlan.Of(new NextStep.Protected(Ten, Ten, Stop)));
        Assert.Null(RequestPlan.Of(new NextStep.Flat(Some.Now, Some.Now)));
    }
}
