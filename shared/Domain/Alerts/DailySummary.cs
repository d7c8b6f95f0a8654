using System.Globalization;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;

namespace Pipeline.Domain.Alerts;

/// <summary>What a trading day came to, for a person, once its session has closed.</summary>
public static class DailySummary
{
    /// <summary>Venue time after the close that late words are waited for.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public static bool IsDue(Session session, DateTimeOffset venueNow)
    {
        ArgumentNullException.ThrowIfNull(session);
        return venueNow >= session.ClosesAt + Late;
    }

    /// <param name="session">The session that has closed.</param>
    /// <param name="day">What was counted since the last summary.</param>
    /// <param name="equity">Dollars as the venue last told them; null when it has not.</param>
    /// <param name="machineNow">Machine time.</param>
    public static Alert Of(Session session, DayTally day, decimal? equity, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(day);
        var name = session.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new Alert
        {
            Id = Alert.IdOf(AlertKind.DailySummary, name),
            Kind = AlertKind.DailySummary,
            Severity = EventSeverity.Info,
            Key = $"daily_summary:{name}",
            Text = string.Join('\n', Lines(name, session.BaselineEquity.Value, day, equity)),
            At = machineNow,
            CorrelationId = $"session-{name}",
            CausationId = session.Id,
        };
    }

    private static IEnumerable<string> Lines(string name, decimal baseline, DayTally day, decimal? equity)
    {
        var profits = day.Trades.Values.ToList();
        yield return Text($"Session of {name}: {profits.Count} trades, {profits.Count(one => one.Profit > 0)} won, {profits.Count(one => one.Profit < 0)} lost, profit {Signed(profits.Sum(one => one.Profit))}.");
        if (profits.Count > 0)
        {
            var (best, worst) = (profits.MaxBy(one => one.Profit), profits.MinBy(one => one.Profit));
            yield return Text($"Best {best.Symbol} {Signed(best.Profit)}, worst {worst.Symbol} {Signed(worst.Profit)}.");
        }

        yield return equity is { } now
            ? Text($"Equity {now:#,##0.00}, {Signed(now - baseline)} since the session began.")
            : Text($"Equity is not known; the session began with {baseline:#,##0.00}.");
        yield return Text($"{day.Signals} signals, {day.Refusals} refused, {day.Entries} entries sent; {day.Alerts} alerts, {day.Crashes} crashes or hangs.");
    }

    private static string Signed(decimal dollars) => dollars.ToString("+#,##0.00;-#,##0.00;0.00", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
