using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;

namespace Pipeline.Tests.Unit.Alerts;

public sealed class AlertGateTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_same_trouble_is_told_once_and_counted_until_the_next_time()
    {
        var (gate, first) = AlertGate.Empty.Judge(Some.Alert(), Some.Settings);
        (gate, var second) = gate.Judge(Some.Alert(at: Some.Now + Minute), Some.Settings);
        (gate, var third) = gate.Judge(Some.Alert(at: Some.Now + (2 * Minute)), Some.Settings);
        (_, var later) = gate.Judge(Some.Alert(at: Some.Now + Some.Settings.Repeat), Some.Settings);

        Assert.NotNull(first);
        Assert.Null(second);
        Assert.Null(third);
        Assert.Equal(2, later!.Repeats);
    }

    [Fact]
    public void Another_trouble_is_told_at_once()
    {
        var (gate, _) = AlertGate.Empty.Judge(Some.Alert("one"), Some.Settings);

        Assert.NotNull(gate.Judge(Some.Alert("other"), Some.Settings).Passed);
    }

    [Fact]
    public void What_becomes_graver_is_told_at_once()
    {
        var (gate, _) = AlertGate.Empty.Judge(Some.Alert(severity: EventSeverity.Warning), Some.Settings);

        Assert.NotNull(gate.Judge(Some.Alert(severity: EventSeverity.Critical, at: Some.Now + TimeSpan.FromSeconds(1)), Some.Settings).Passed);
    }

    [Fact]
    public void What_was_over_in_between_is_news_but_does_not_ring_each_second()
    {
        var (gate, _) = AlertGate.Empty.Judge(Some.Alert(), Some.Settings);
        gate = gate.Ended("halted:halted");

        Assert.Null(gate.Judge(Some.Alert(at: Some.Now + TimeSpan.FromSeconds(59)), Some.Settings).Passed);
        Assert.NotNull(gate.Judge(Some.Alert(at: Some.Now + Minute), Some.Settings).Passed);
    }

    [Fact]
    public void What_a_person_knows_of_is_quiet_for_hours()
    {
        var (gate, _) = AlertGate.Empty.Judge(Some.Alert(severity: EventSeverity.Critical), Some.Settings);
        gate = gate.Acknowledged("halted:halted", Some.Now + Minute);

        Assert.Null(gate.Judge(Some.Alert(severity: EventSeverity.Critical, at: Some.Now + TimeSpan.FromHours(4)), Some.Settings).Passed);
        Assert.False(gate.MustRemind("halted:halted", Some.Now + TimeSpan.FromHours(4), Some.Settings));
        Assert.NotNull(gate.Judge(Some.Alert(severity: EventSeverity.Critical, at: Some.Now + TimeSpan.FromHours(4) + Minute), Some.Settings).Passed);
    }

    [Fact]
    public void What_stands_and_nobody_acknowledged_is_reminded_of_after_an_hour()
    {
        var (gate, _) = AlertGate.Empty.Judge(Some.Alert(severity: EventSeverity.Critical), Some.Settings);

        Assert.False(gate.MustRemind("halted:halted", Some.Now + TimeSpan.FromMinutes(59), Some.Settings));
        Assert.True(gate.MustRemind("halted:halted", Some.Now + TimeSpan.FromMinutes(60), Some.Settings));
    }

    [Fact]
    public void What_was_told_before_a_restart_is_not_told_again()
    {
        var gate = AlertGate.Empty.Remembering(Some.Alert());

        Assert.Null(gate.Judge(Some.Alert(at: Some.Now + Minute), Some.Settings).Passed);
    }
}
