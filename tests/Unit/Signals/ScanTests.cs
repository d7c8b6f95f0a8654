using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Signals;

namespace Pipeline.Tests.Unit.Signals;

public sealed class ScanTests
{
    private static readonly DateTimeOffset Open = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private static readonly Symbol Aaa = new("AAA");
    private static readonly Symbol Bbb = new("BBB");

    [Fact]
    public void A_burst_makes_a_signal_on_the_bar_that_crosses_the_threshold()
    {
        var scan = NewScan();

        var decisions = Burst().Select(bar => scan.Take(Aaa, bar, Settings, bar.End.AddSeconds(1))).ToList();

        Assert.Contains(decisions, decision => decision.Signal is { Score: >= 100 });
        Assert.All(decisions.Take(45), decision => Assert.Null(decision.Signal));
    }

    [Fact]
    public void The_same_bars_make_the_same_signals_whatever_the_clock_says_within_their_age()
    {
        var (early, late) = (NewScan(), NewScan());

        var soon = Burst().Select(bar => early.Take(Aaa, bar, Settings, bar.End)).ToList();
        var later = Burst().Select(bar => late.Take(Aaa, bar, Settings, bar.End.AddMinutes(5))).ToList();

        Assert.Equal(soon, later);
    }

    [Fact]
    public void A_bar_that_is_too_old_warms_up_and_makes_no_signal()
    {
        var scan = NewScan();

        Assert.All(Burst(), bar => Assert.Null(scan.Take(Aaa, bar, Settings, bar.End.AddMinutes(6)).Signal));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(6, CandidateRefusal.TooOld)]
    public void A_candidate_is_refused_with_its_reason_and_never_beside_a_signal(int minutesLate, string? reasonOfEnough)
    {
        var scan = NewScan();

        var decisions = Burst().Select(bar => scan.Take(Aaa, bar, Settings, bar.End.AddMinutes(minutesLate))).ToList();

        Assert.Equal(reasonOfEnough, decisions.Select(decision => decision.Refused).FirstOrDefault(refused => refused?.Score >= 100)?.Reason);
        Assert.All(decisions, decision => Assert.False(decision is { Signal: not null, Refused: not null }));
        Assert.All(decisions.Select(decision => decision.Refused).Where(refused => refused?.Score < 100), refused => Assert.Equal((true, CandidateRefusal.BelowTheThreshold), (refused!.Score >= 60, refused.Reason)));
    }

    [Fact]
    public void A_bar_that_comes_twice_is_ignored()
    {
        var scan = NewScan();
        var bar = Burst()[0];

        Assert.True(scan.Take(Aaa, bar, Settings, bar.End).IsNew);
        Assert.False(scan.Take(Aaa, bar, Settings, bar.End).IsNew);
    }

    [Fact]
    public void Quotes_are_wanted_of_what_is_held_first_and_then_of_the_newest_candidates()
    {
        var scan = NewScan();
        foreach (var bar in Burst())
            scan.Take(Aaa, bar, Settings, bar.End);

        Assert.Equal([Bbb, Aaa], scan.WorthQuoting([Bbb], 2, Open).Order().Reverse());
        Assert.Equal([Bbb], scan.WorthQuoting([Bbb], 1, Open));
        Assert.Empty(scan.WorthQuoting([], 5, Open.AddDays(1)));
    }

    private static ScanSettings Settings { get; } = new(new MomentumParameters(), TimeSpan.FromMinutes(5), 0.6m);

    private static Scan NewScan() => new(Momentum.CapacityFor(Settings.Parameters));

    private static List<BarValues> Burst() =>
    [
        .. Enumerable.Range(0, 45).Select(i => BarAt(i, i % 2 == 0 ? 100m : 100.02m, 1_000)),
        .. Enumerable.Range(45, 8).Select(i => BarAt(i, 100m + (0.075m * (i - 44) * (i - 44)), 4_000)),
    ];

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
