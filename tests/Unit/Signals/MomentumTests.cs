using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Signals;

namespace Pipeline.Tests.Unit.Signals;

public sealed class MomentumTests
{
    private static readonly DateTimeOffset Open = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private static readonly MomentumParameters Parameters = new();

    [Fact]
    public void Velocity_is_the_mean_return_per_minute_and_acceleration_its_change()
    {
        // 49 quiet bars alternating 100.00 and 100.02, then one bar at 101.
        var bars = Quiet(49).Append(BarAt(49, 101m, 1_000)).ToList();

        var reading = Momentum.Measure(bars, Parameters)!;

        // Bar 39 (odd) closes at 100.02, bar 38 (even) at 100.00, bar 48 (even) at 100.00.
        // Returns inside a window nearly telescope: five falls of 0.02/100.02 and four rises of 0.02/100, then 1/100.
        var quietPair = (0.02 / 100) - (0.02 / 100.02);
        var now = ((4 * quietPair) - (0.02 / 100.02) + 0.01) / 10;
        var before = 5 * quietPair / 10;
        Assert.Equal((decimal)Math.Round(now, 8), reading.Velocity);
        Assert.Equal((decimal)Math.Round(now - before, 8), reading.Acceleration);
    }

    [Fact]
    public void Relative_volume_compares_with_the_bars_before_and_not_with_itself()
    {
        var bars = Quiet(49).Append(BarAt(49, 101m, 3_500)).ToList();

        Assert.Equal(3.5m, Momentum.Measure(bars, Parameters)!.RelativeVolume);
    }

    [Fact]
    public void Scores_a_confirmed_burst_above_the_threshold_and_a_quiet_market_below()
    {
        var burst = Quiet(45).Concat(Enumerable.Range(45, 5).Select(i => BarAt(i, 100m + (0.15m * (i - 44) * (i - 44) / 2), 4_000))).ToList();

        Assert.True(Momentum.Measure(burst, Parameters)!.Score >= Parameters.Threshold);
        Assert.True(Momentum.Measure(Quiet(50), Parameters)!.Score < Parameters.Threshold);
    }

    [Fact]
    public void Scores_nothing_while_the_price_falls()
    {
        var falling = Quiet(45).Concat(Enumerable.Range(45, 5).Select(i => BarAt(i, 100m - (0.3m * (i - 44)), 9_000))).ToList();

        Assert.Equal(0, Momentum.Measure(falling, Parameters)!.Score);
    }

    [Fact]
    public void Says_nothing_before_it_has_enough_bars()
    {
        Assert.Null(Momentum.Measure(Quiet(40), Parameters));
        Assert.NotNull(Momentum.Measure(Quiet(41), Parameters));
    }

    [Fact]
    public void Says_nothing_when_the_window_spans_the_night()
    {
        var morning = Enumerable.Range(0, 11).Select(i => BarAt((24 * 60) + i, 105m + i, 5_000));

        Assert.Null(Momentum.Measure([.. Quiet(60), .. morning], Parameters));
    }

    [Fact]
    public void Says_nothing_when_more_than_half_of_the_minutes_are_missing()
    {
        var sparse = Enumerable.Range(0, 12).Select(i => BarAt(60 + (3 * i), 100m + i, 5_000));

        Assert.Null(Momentum.Measure([.. Quiet(60), .. sparse], Parameters));
    }

    [Fact]
    public void The_same_bars_always_give_the_same_reading()
    {
        var bars = Quiet(49).Append(BarAt(49, 101m, 3_500)).ToList();

        Assert.Equal(Momentum.Measure(bars, Parameters), Momentum.Measure([.. bars], Parameters));
    }

    [Fact]
    public void A_series_takes_no_bar_twice_and_none_that_came_late()
    {
        var series = new MinuteSeries(3);

        Assert.True(series.TryAdd(BarAt(1, 100m, 1)));
        Assert.True(series.TryAdd(BarAt(2, 101m, 1)));
        Assert.False(series.TryAdd(BarAt(2, 102m, 1)));
        Assert.False(series.TryAdd(BarAt(1, 103m, 1)));
        Assert.Equal([100m, 101m], series.Bars.Select(bar => bar.Close.Value));
    }

    private static List<BarValues> Quiet(int count) => [.. Enumerable.Range(0, count).Select(i => BarAt(i, i % 2 == 0 ? 100m : 100.02m, 1_000))];

    private static BarValues BarAt(int minute, decimal close, decimal volume) => new()
    {
        Start = Open.AddMinutes(minute),
        Open = new Price(close),
        High = new Price(close),
        Low = new Price(close),
        Close = new Price(close),
        Volume = new Shares(volume),
    };
}
