using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor;
using Pipeline.Monitor.Handling;
using Pipeline.Monitor.Inputs;
using Pipeline.Tests.Unit.Broker;
using Pipeline.Tests.Unit.Hosting;

namespace Pipeline.Tests.Unit.Monitor;

public sealed class ReadingTroubleTests : IDisposable
{
    private readonly StoppedTime _time = new(new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero));
    private readonly StageReadiness _readiness = new();
    private readonly EventTeller _teller;
    private readonly Conditions _conditions;
    private readonly ReadingTrouble _trouble;

    public ReadingTroubleTests()
    {
        var run = Unstarted.Run(Processes.Monitor);
        _teller = Unstarted.Teller(run, _time);
        _conditions = new Conditions(run, _teller, _time);
        _trouble = new ReadingTrouble(_conditions, _readiness, new MonitorOptions(), new MonitorClock(new SystemVenueClock(_time), _time));
    }

    public void Dispose() => _teller.Dispose();

    [Fact]
    public async Task Refused_keys_stand_from_the_first_refusal_until_a_reading_succeeds()
    {
        await _trouble.SucceededAsync(isWhole: true);
        await _trouble.FailedAsync(new MonitorInput.ReadFailed("unauthorized.", KeysRefused: true));

        Assert.True(_trouble.Stands());
        Assert.Equal(ProcessHealth.Unhealthy, _readiness.Now.Health);
        Assert.True(_conditions.Holds(TradingCondition.BadKeys));

        await _trouble.SucceededAsync(isWhole: false);
        Assert.False(_trouble.Stands());
        Assert.Empty(_conditions.Raised);
    }

    [Fact]
    public async Task What_cannot_be_compared_for_long_is_told_though_smaller_questions_are_answered()
    {
        await _trouble.SucceededAsync(isWhole: true);
        await _trouble.FailedAsync(new MonitorInput.ReadFailed("'cash' is missing", KeysRefused: false));
        _time.Pass(TimeSpan.FromSeconds(120));
        await _trouble.SucceededAsync(isWhole: false);
        Assert.False(_trouble.Stands());

        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.True(_trouble.Stands());
        Assert.Contains("'cash' is missing", _readiness.Now.Detail, StringComparison.Ordinal);

        await _trouble.SucceededAsync(isWhole: true);
        Assert.False(_trouble.Stands());
    }

    [Fact]
    public void Before_the_first_comparison_it_has_nothing_to_say() => Assert.False(_trouble.Stands());
}
