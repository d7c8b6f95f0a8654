using Pipeline.Contracts.Events;

namespace Pipeline.Domain.Alerts;

/// <summary>Which alerts a route takes, and how many.</summary>
public static class RouteRules
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <param name="alert">The alert.</param>
    /// <param name="least">The quietest severity that the route takes.</param>
    /// <param name="kinds">The kinds that it takes; null: all.</param>
    public static bool Takes(Alert alert, EventSeverity least, IReadOnlyCollection<AlertKind>? kinds)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (kinds is not null && !kinds.Contains(alert.Kind))
            return false;

        // The summary is quiet by nature, and a test asks for the route itself.
        return alert.Severity >= least || alert.Kind is AlertKind.DailySummary or AlertKind.Test;
    }

    /// <summary>False when the route has had its share of this hour.</summary>
    /// <param name="severity">Of the gravest three times as many are let through, so that the others never keep them away.</param>
    /// <param name="sent">Machine times of what was given to the route.</param>
    /// <param name="settings">How many.</param>
    /// <param name="now">Machine time.</param>
    public static bool MaySend(EventSeverity severity, IEnumerable<DateTimeOffset> sent, AlertSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return sent.Count(at => at > now - Window) < settings.MostAnHour * (severity == EventSeverity.Critical ? 3 : 1);
    }
}
