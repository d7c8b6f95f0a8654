using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Orchestrator.Dashboard.History;
using Pipeline.Orchestrator.Journal.Reading;

namespace Pipeline.Tests.Unit.Dashboard;

public sealed class AccountCourseTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Drawdown_is_measured_from_the_highest_before_it()
    {
        var view = AccountCourse.Of(Points(1000, 1250, 1000, 1100), [Session(1000)]);

        // 250 of 1250 is a fifth; 150 of 1250 is 0.12.
        Assert.Equal((0.2m, 0.12m), (view.LargestDrawdown!.Value, view.Drawdown!.Value));
        Assert.Equal([0m, 0m, 0.2m, 0.12m], view.Points.Select(point => point.Drawdown));
        Assert.Equal((new Money(100), 0.1m, new Money(1250)), (view.Profit!.Value, view.ProfitFraction!.Value, view.Peak!.Value));
    }

    [Fact]
    public void A_day_is_measured_from_what_the_newest_session_began_with() =>
        Assert.Equal(new Money(-50), AccountCourse.Of(Points(1000, 1100, 1050), [Session(1000), Session(1100)]).Profit);

    [Fact]
    public void Without_any_point_nothing_is_claimed()
    {
        var view = AccountCourse.Of([], []);

        Assert.Empty(view.Points);
        Assert.True((view.Equity, view.Profit, view.Drawdown) is (null, null, null));
    }

    [Fact]
    public void A_thinned_course_keeps_its_ends_and_its_deepest_point()
    {
        var equities = Enumerable.Range(0, 5000).Select(index => index == 3333 ? 500m : 1000m + index % 7).ToArray();

        var view = AccountCourse.Of(Points(equities), []);

        Assert.InRange(view.Points.Count, 2, AccountCourse.MostPoints);
        Assert.Equal((Start, Start.AddMinutes(4999)), (view.Points[0].At, view.Points[^1].At));
        Assert.Contains(view.Points, point => point.Equity == new Money(500));
        Assert.Equal(view.LargestDrawdown, view.Points.Max(point => point.Drawdown));
        Assert.Equal(view.Points.OrderBy(point => point.At), view.Points);
    }

    private static IReadOnlyList<EquityPoint> Points(params decimal[] equities) =>
        [.. equities.Select((equity, index) => new EquityPoint(Start.AddMinutes(index), new Money(equity), null, "account"))];

    private static Session Session(decimal baseline) => new()
    {
        Id = "session",
        CorrelationId = "session",
        CausationId = "session",
        VenueTime = Start,
        MachineTime = Start,
        Day = new DateOnly(2026, 1, 5),
        OpensAt = Start,
        ClosesAt = Start.AddHours(6.5),
        BaselineEquity = new Money(baseline),
    };
}
