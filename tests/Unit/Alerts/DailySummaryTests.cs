using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;

namespace Pipeline.Tests.Unit.Alerts;

public sealed class DailySummaryTests
{
    [Fact]
    public void Tells_what_the_day_came_to()
    {
        var memory = AlertMemory.Empty;
        foreach (var told in new[]
        {
            Some.Event("signal_received", id: "1"), Some.Event("signal_received", id: "2"), Some.Event("signal_refused", id: "3"), Some.Event("entry_sent", id: "4"),
            Some.Trade("5", "12.50"), Some.Trade("5", "12.50"), Some.Trade("6", "-4.25"), Some.Event("stage_crashed", EventSeverity.Error, id: "7"),
        })
        {
            memory = memory.With(told);
        }

        var summary = DailySummary.Of(Some.Session, memory.Day, equity: 100_008.25m, Some.Now);

        Assert.Equal(
            """
            Session of 2026-11-23: 2 trades, 1 won, 1 lost, profit +8.25.
            Best AAPL +12.50, worst AAPL -4.25.
            Equity 100,008.25, +8.25 since the session began.
            2 signals, 1 refused, 1 entries sent; 0 alerts, 1 crashes or hangs.
            """.ReplaceLineEndings("\n"), summary.Text);
    }

    [Fact]
    public void Is_due_a_little_after_the_close()
    {
        Assert.False(DailySummary.IsDue(Some.Session, Some.Session.ClosesAt.AddMinutes(4)));
        Assert.True(DailySummary.IsDue(Some.Session, Some.Session.ClosesAt.AddMinutes(5)));
    }

    [Fact]
    public void Is_one_for_a_day_and_the_next_day_counts_anew()
    {
        var memory = AlertMemory.Empty.With(Some.Trade("1", "5"));
        var summary = DailySummary.Of(Some.Session, memory.Day, null, Some.Now);
        memory = memory.With(Some.Event("alert_raised", symbol: null, reason: "daily_summary", process: "orchestrator"));

        Assert.Equal(summary.Id, DailySummary.Of(Some.Session, memory.Day, null, Some.Now.AddHours(1)).Id);
        Assert.Empty(memory.Day.Trades);
        Assert.Contains("Equity is not known", summary.Text, StringComparison.Ordinal);
    }
}
