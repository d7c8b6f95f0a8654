using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Orchestrator.Journal.Reading;

namespace Pipeline.Orchestrator.Dashboard.History;

/// <summary>Makes the account's picture of its equity points: pure.</summary>
public static class AccountCourse
{
    /// <summary>Points a picture shows; more than its pixels tell nobody anything.</summary>
    public const int MostPoints = 300;

    /// <param name="points">Oldest first.</param>
    /// <param name="sessions">Oldest first.</param>
    public static AccountView Of(IReadOnlyList<EquityPoint> points, IReadOnlyList<Session> sessions)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(sessions);
        Money? baseline = sessions is [.., var today] ? today.BaselineEquity : null;
        if (points.Count == 0)
            return new AccountView { Baseline = baseline, Points = [] };
        var (course, peak) = CourseOf(points);
        var now = course[^1];
        var profit = baseline is { } began ? now.Equity - began : (Money?)null;
        return new AccountView
        {
            Equity = now.Equity,
            At = now.At,
            Baseline = baseline,
            Profit = profit,
            ProfitFraction = baseline is { Value: > 0 } dollars ? decimal.Round(profit!.Value.Value / dollars.Value, 6) : null,
            Peak = peak,
            Drawdown = now.Drawdown,
            LargestDrawdown = course.Max(point => point.Drawdown),
            Points = Thinned(course),
        };
    }

    private static (List<CoursePoint> Course, Money Peak) CourseOf(IReadOnlyList<EquityPoint> points)
    {
        var peak = points[0].Equity;
        var course = new List<CoursePoint>(points.Count);
        foreach (var point in points)
        {
            peak = point.Equity > peak ? point.Equity : peak;
            course.Add(new CoursePoint(point.At, point.Equity, peak.Value > 0 ? decimal.Round((peak.Value - point.Equity.Value) / peak.Value, 6) : 0));
        }

        return (course, peak);
    }

    /// <summary>Of each stretch the point that is deepest below the highest: what is left out was no worse.</summary>
    private static List<CoursePoint> Thinned(List<CoursePoint> course)
    {
        if (course.Count <= MostPoints)
            return course;
        var inner = MostPoints - 2;
        var stretches = Enumerable.Range(0, inner).Select(index =>
        {
            var (from, to) = (1 + (int)((long)index * (course.Count - 2) / inner), 1 + (int)((long)(index + 1) * (course.Count - 2) / inner));
            return course[from..Math.Max(from + 1, to)].MaxBy(point => point.Drawdown)!;
        });
        return [course[0], .. stretches, course[^1]];
    }
}
