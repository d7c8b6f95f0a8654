using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Tests.Unit.Ledger;
using static Pipeline.Tests.Unit.Exits.Rules.Held;

namespace Pipeline.Tests.Unit.Exits.Rules;

public sealed class ExitRuleTests
{
    private static readonly ExitSettings Settings = new();

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Takes_over_from_the_venue_s_stop_after_the_grace(int seconds, bool leaves)
    {
        var memory = new ExitMemory(BelowStopSince: Machine.AddSeconds(-seconds));

        var decision = StopLossRule.Decide(Facts(97.99m, memory: memory), Settings);

        Assert.Equal(leaves ? new ExitDecision.Leave(ExitReason.StopLoss) : ExitDecision.Holding, decision);
    }

    [Fact]
    public void Calls_it_a_trailing_stop_once_the_stop_has_moved()
    {
        var decision = StopLossRule.Decide(Facts(99m, Position with { WantedStop = new Price(99.5m) }, memory: new ExitMemory(Machine.AddSeconds(-9))), Settings);

        Assert.Equal(new ExitDecision.Leave(ExitReason.TrailingStop), decision);
    }

    [Fact]
    public void Begins_to_count_at_the_first_judged_price_at_the_stop_and_forgets_at_the_first_above()
    {
        var at = JudgedPrice.Of(Quote(98m), Settings.Quotes, Venue.Noon)!;
        var above = JudgedPrice.Of(Quote(98.01m), Settings.Quotes, Venue.Noon)!;

        var below = ExitMemory.None.See(Position, at, Machine);
        Assert.Equal(Machine, below.BelowStopSince);
        Assert.Equal(Machine, below.See(Position, at, Machine.AddSeconds(5)).BelowStopSince);
        Assert.Null(below.See(Position, above, Machine.AddSeconds(6)).BelowStopSince);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Takes_the_profit_when_the_venue_does_not(int seconds, bool leaves)
    {
        var memory = new ExitMemory(AboveTakeProfitSince: Machine.AddSeconds(-seconds));

        Assert.Equal(leaves ? new ExitDecision.Leave(ExitReason.TakeProfit) : ExitDecision.Holding, TakeProfitRule.Decide(Facts(104m, memory: memory), Settings));
    }

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void Leaves_what_was_held_too_long(int minutes, bool leaves) => Assert.Equal(
        leaves ? new ExitDecision.Leave(ExitReason.TimeLimit) : ExitDecision.Holding, TimeLimitRule.Decide(Facts(bid: null, held: TimeSpan.FromMinutes(minutes)), Settings));

    [Theory]
    [InlineData(11, false)]
    [InlineData(10, true)]
    [InlineData(-1, true)]
    public void Leaves_before_the_session_closes(int minutesLeft, bool leaves) => Assert.Equal(
        leaves ? new ExitDecision.Leave(ExitReason.EndOfDay) : ExitDecision.Holding, EndOfDayRule.Decide(Facts(bid: null, close: Venue.Noon.AddMinutes(minutesLeft)), Settings));

    [Fact]
    public void Knows_no_end_of_day_without_a_session() => Assert.Equal(ExitDecision.Holding, EndOfDayRule.Decide(Facts(100m), Settings));

    [Theory]
    // Peak 100.80 is a gain of 0.8 %: 100.80 x 0.994 = 100.1952, floored to 100.19.
    [InlineData(100.80, 100.80, 100.19)]
    // 101.50 x 0.994 = 100.891.
    [InlineData(101.50, 101.50, 100.89)]
    // Below activation but past breakeven (0.5 %): 100 x 1.0005 = 100.05.
    [InlineData(100.50, 100.50, 100.05)]
    public void Moves_the_stop_up_behind_the_peak(double peak, double bid, double stop)
    {
        var (_, decision) = ExitRules.Decide(Facts((decimal)bid, Position with { Peak = new Price((decimal)peak) }), Settings);

        Assert.Equal(new ExitDecision.MoveStop(new Price((decimal)stop)), decision);
    }

    [Fact]
    public void Leaves_the_stop_below_breakeven_gain() => Assert.Equal(ExitDecision.Holding, ExitRules.Decide(Facts(100.49m), Settings).Decision);

    [Fact]
    public void Never_moves_a_stop_down_nor_by_less_than_a_step()
    {
        // The candidate is 100.89; a step of 0.1 % above 100.80 would be 100.9008.
        var close = Position with { WantedStop = new Price(100.80m), Peak = new Price(101.50m) };

        Assert.Equal(ExitDecision.Holding, ExitRules.Decide(Facts(101.40m, close), Settings).Decision);
        Assert.Equal(ExitDecision.Holding, ExitRules.Decide(Facts(101.40m, close with { WantedStop = new Price(101.30m) }), Settings).Decision);
        Assert.Equal(new Price(100.80m), WantedChange.MoveStop(close, new Price(100)).WantedStop);
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public void Moves_the_stop_no_faster_than_the_throttle(int seconds, bool moves)
    {
        var memory = new ExitMemory(StopMovedAt: Machine.AddSeconds(-seconds));

        var (_, decision) = ExitRules.Decide(Facts(101.50m, memory: memory), Settings);

        Assert.Equal(moves, decision is ExitDecision.MoveStop);
    }

    [Fact]
    public void Leaves_when_the_price_fell_through_before_the_stop_was_there()
    {
        var (_, decision) = ExitRules.Decide(Facts(100.50m, Position with { Peak = new Price(102) }), Settings);

        Assert.Equal(new ExitDecision.Leave(ExitReason.TrailingStop), decision);
    }

    [Fact]
    public void Remembers_peak_trough_activation_and_breakeven_in_the_position()
    {
        var (up, _) = ExitRules.Decide(Facts(101m), Settings);
        var (down, _) = ExitRules.Decide(Facts(100.9m, up), Settings);

        Assert.Equal((new Price(101), new Price(100.9m)), (down.Peak, down.Trough));
        Assert.True(down.TrailingActive);
        Assert.True(down.BreakevenReached);
    }

    [Fact]
    public void Trails_after_a_time_when_asked_to()
    {
        var settings = Settings with { Trailing = new TrailingSettings { ActivationAfter = TimeSpan.FromMinutes(10) }, TimeLimit = null };

        var (_, decision) = ExitRules.Decide(Facts(100.1m, held: TimeSpan.FromMinutes(10)), settings);

        // 100.1 x 0.994 = 99.4994.
        Assert.Equal(new ExitDecision.MoveStop(new Price(99.49m)), decision);
    }

    [Fact]
    public void Leaves_when_the_move_has_turned()
    {
        // Velocity over 5 bars at the end: mean of the last five returns, all of them below zero.
        var bars = Bars(100, 101, 102, 103, 104, 103.9m, 103.8m, 103.7m, 103.6m, 103.5m);

        Assert.Equal(new ExitDecision.Leave(ExitReason.Deceleration), DecelerationRule.Decide(Facts(99m, held: TimeSpan.FromMinutes(10), bars: bars), Settings));
        Assert.Equal(ExitDecision.Holding, DecelerationRule.Decide(Facts(99m, held: TimeSpan.FromMinutes(4), bars: bars), Settings));
    }

    [Fact]
    public void Leaves_in_profit_when_velocity_falls_three_bars_in_a_row()
    {
        var bars = Bars(100, 101, 102.2m, 103.4m, 104.6m, 105.7m, 106.6m, 107.3m, 107.8m);

        Assert.Equal(new ExitDecision.Leave(ExitReason.Deceleration), DecelerationRule.Decide(Facts(100.3m, bars: bars), Settings));
        Assert.Equal(ExitDecision.Holding, DecelerationRule.Decide(Facts(100.2m, bars: bars), Settings));
    }

    [Fact]
    public void Decides_nothing_on_bars_with_a_gap_or_too_few_of_them()
    {
        var bars = Bars(100, 101, 102, 103, 104, 103.9m, 103.8m, 103.7m, 103.6m, 103.5m).ToList();
        bars.RemoveAt(6);

        Assert.Equal(ExitDecision.Holding, DecelerationRule.Decide(Facts(99m, held: TimeSpan.FromMinutes(10), bars: bars), Settings));
        Assert.Equal(ExitDecision.Holding, DecelerationRule.Decide(Facts(99m, held: TimeSpan.FromMinutes(10), bars: bars[..5]), Settings));
    }

    [Fact]
    public void Without_a_judged_price_only_time_decides()
    {
        var bars = Bars(100, 101, 102, 103, 104, 103.9m, 103.8m, 103.7m, 103.6m, 103.5m);
        var memory = new ExitMemory(Machine.AddSeconds(-9), Machine.AddSeconds(-9));

        Assert.Equal(ExitDecision.Holding, ExitRules.Decide(Facts(null, held: TimeSpan.FromMinutes(10), bars: bars, memory: memory), Settings).Decision);
        Assert.Equal(new ExitDecision.Leave(ExitReason.TimeLimit), ExitRules.Decide(Facts(null, held: TimeSpan.FromHours(3), bars: bars, memory: memory), Settings).Decision);
    }

    [Fact]
    public void Decides_nothing_more_once_an_exit_is_wanted()
    {
        var leaving = WantedChange.Leave(Position, ExitReason.ForceExit, Venue.Noon);

        Assert.Equal(ExitDecision.Holding, ExitRules.Decide(Facts(null, leaving, held: TimeSpan.FromDays(1)), Settings).Decision);
        Assert.Equal(ExitReason.ForceExit, WantedChange.Leave(leaving, ExitReason.TimeLimit, Venue.Noon).ExitReason);
    }
}
