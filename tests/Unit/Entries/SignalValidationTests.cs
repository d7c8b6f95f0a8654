using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;

namespace Pipeline.Tests.Unit.Entries;

public class SignalValidationTests
{
    [Fact]
    public void An_ordinary_signal_has_no_fault() => Assert.Null(FaultOf(Some.Signal()));

    [Fact]
    public void A_score_below_the_threshold_is_a_fault() => Fault("score", Some.Signal() with { Score = 99.99m });

    [Fact]
    public void An_absurd_score_is_a_fault() => Fault("score", Some.Signal() with { Score = 1_000_000.01m });

    [Fact]
    public void An_id_of_another_bar_is_a_fault() => Fault("id", Some.Signal() with { Id = "momentum-AAPL-20261123T000000Z" });

    [Fact]
    public void Another_schema_version_is_a_fault() => Fault("schema version", Some.Signal() with { SchemaVersion = 2 });

    [Fact]
    public void A_strategy_that_is_no_subject_token_is_a_fault() => Fault("strategy", Some.Signal() with { Strategy = "a.b" });

    [Fact]
    public void An_absurd_velocity_is_a_fault() => Fault("velocity", Some.Signal() with { Velocity = -1.01m });

    [Fact]
    public void A_negative_relative_volume_is_a_fault() => Fault("relative volume", Some.Signal() with { RelativeVolume = -0.1m });

    [Fact]
    public void A_bar_whose_range_does_not_hold_its_close_is_a_fault() =>
        Fault("low and high", Some.Signal() with { Bar = Some.Bar() with { High = new Price(99.5m) } });

    [Fact]
    public void A_bar_that_starts_within_a_minute_is_a_fault() =>
        Fault("minute", Some.Signal(bar: Some.Bar() with { Start = Some.Bar().Start.AddSeconds(1) }));

    [Fact]
    public void A_bar_from_the_future_is_a_fault_beyond_the_clocks_tolerance()
    {
        var signal = Some.Signal();
        Assert.Null(SignalValidation.FaultOf(signal, signal.Bar.End.AddSeconds(-60), TimeSpan.FromSeconds(60)));
        Assert.NotNull(SignalValidation.FaultOf(signal, signal.Bar.End.AddSeconds(-61), TimeSpan.FromSeconds(60)));
    }

    private static void Fault(string word, BuySignal signal) => Assert.Contains(word, FaultOf(signal), StringComparison.Ordinal);

    private static string? FaultOf(BuySignal signal) => SignalValidation.FaultOf(signal, Some.Now, TimeSpan.FromMinutes(1));
}
