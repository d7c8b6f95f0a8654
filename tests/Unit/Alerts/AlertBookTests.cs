using Pipeline.Contracts.Events;
using Pipeline.Orchestrator.Alerts;

namespace Pipeline.Tests.Unit.Alerts;

public sealed class AlertBookTests
{
    [Fact]
    public void Folds_what_became_of_an_alert_from_its_events_told_once_or_twice()
    {
        var alert = Some.Alert() with { Repeats = 3 };
        var book = new AlertBook();
        foreach (var told in new[]
        {
            AlertEvents.RaisedOf(alert, ["phone", "desk"]),
            AlertEvents.FaredOf(alert, "phone", new SendResult(null, Attempts: 2), Some.Now),
            AlertEvents.RaisedOf(alert, ["phone", "desk"]),
            AlertEvents.FaredOf(alert, "phone", new SendResult("http_500"), Some.Now),
            AlertEvents.FaredOf(alert, "desk", new SendResult("timed_out", Attempts: 6), Some.Now),
            AlertEvents.AcknowledgedOf(alert, Some.Now.AddHours(1)),
            AlertEvents.AcknowledgedOf(alert, Some.Now.AddHours(2)),
        })
        {
            book.Fold(told);
        }

        var line = Assert.Single(book.Lines);
        Assert.Equal(alert with { CausationId = "event-1" }, line.Alert);
        Assert.Equal(["desk=timed_out", "phone=sent"], line.Routes.Select(route => $"{route.Key}={route.Value}"));
        Assert.Equal(Some.Now.AddHours(1), line.AcknowledgedAt);
    }

    [Fact]
    public void Passes_over_what_makes_no_sense()
    {
        var book = new AlertBook();
        book.Fold(Some.Event("alert_raised", EventSeverity.Error, reason: "no_such_kind", facts: [("alertId", "x"), ("key", "k")]));
        book.Fold(Some.Event("alert_raised", EventSeverity.Error, reason: "halted"));
        book.Fold(Some.Event("alert_sent", facts: [("alertId", "unknown"), ("route", "phone")]));

        Assert.Empty(book.Lines);
    }
}
