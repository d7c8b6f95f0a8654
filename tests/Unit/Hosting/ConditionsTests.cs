using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class ConditionsTests : IDisposable
{
    private static readonly Symbol Apple = new("AAPL");

    private readonly EventTeller _teller;
    private readonly Conditions _conditions;
    private int _changes;

    public ConditionsTests()
    {
        var run = Unstarted.Run(Processes.Buyer);
        _teller = Unstarted.Teller(run, TimeProvider.System);
        _conditions = new Conditions(run, _teller, TimeProvider.System);
        _conditions.Changed += () => _changes++;
    }

    public void Dispose() => _teller.Dispose();

    [Fact]
    public async Task A_condition_raised_twice_holds_once()
    {
        await _conditions.RaiseAsync(TradingCondition.BadKeys, "The venue refuses the keys.");
        await _conditions.RaiseAsync(TradingCondition.BadKeys, "Again.");

        var raised = Assert.Single(_conditions.Raised);
        Assert.Equal((TradingCondition.BadKeys, Processes.Buyer, "The venue refuses the keys."), (raised.Condition, raised.Process, raised.Text));
        Assert.Equal(1, _changes);
    }

    [Fact]
    public async Task A_symbol_has_its_own()
    {
        await _conditions.RaiseAsync(TradingCondition.BookDiffers, "The cash differs.");
        await _conditions.RaiseAsync(TradingCondition.BookDiffers, "The position differs.", Apple);

        await _conditions.ClearAsync(TradingCondition.BookDiffers, "The cash agrees.");

        Assert.True(_conditions.Holds(TradingCondition.BookDiffers, Apple));
        Assert.False(_conditions.Holds(TradingCondition.BookDiffers));
    }

    [Fact]
    public async Task Clearing_what_does_not_hold_is_nothing()
    {
        await _conditions.ClearAsync(TradingCondition.ClockSkewed, "It never was.");

        Assert.Equal(0, _changes);
    }
}
