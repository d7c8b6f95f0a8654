using FsCheck;
using FsCheck.Fluent;

namespace Pipeline.Tests.Unit.Entries;

public class MoneyGateTests
{
    [Fact]
    public void Over_any_interleaving_two_buyers_never_spend_more_than_there_is_nor_enter_a_symbol_twice()
    {
        var entered = 0;
        var scripts = Gen.Choose(0, 32 * 60 - 1).ArrayOf(400).ToArbitrary();
        var property = Prop.ForAll(scripts, script =>
        {
            var world = new TwoBuyersOneAccount();
            foreach (var number in script)
                world.Step(number);
            entered += world.Entered;
            return (world.Fault is null).Label(world.Fault ?? "");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20261121, 1), property);
        Assert.True(entered > 400, $"The scripts entered only {entered} times: they prove little.");
    }
}
