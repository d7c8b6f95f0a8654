using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;

namespace Pipeline.Tests.Unit.Alerts;

public sealed class RouteRulesTests
{
    [Theory]
    [InlineData(EventSeverity.Warning, EventSeverity.Warning, true)]
    [InlineData(EventSeverity.Warning, EventSeverity.Error, false)]
    [InlineData(EventSeverity.Critical, EventSeverity.Error, true)]
    public void A_route_takes_what_is_grave_enough(EventSeverity severity, EventSeverity least, bool takes) =>
        Assert.Equal(takes, RouteRules.Takes(Some.Alert(severity: severity), least, kinds: null));

    [Fact]
    public void The_daily_summary_goes_everywhere_but_where_other_kinds_are_asked_for()
    {
        var summary = Some.Alert(severity: EventSeverity.Info, kind: AlertKind.DailySummary);

        Assert.True(RouteRules.Takes(summary, EventSeverity.Critical, kinds: null));
        Assert.False(RouteRules.Takes(summary, EventSeverity.Info, [AlertKind.Halted]));
    }

    [Fact]
    public void An_hour_has_its_share_and_the_gravest_have_more()
    {
        var sent = Enumerable.Range(0, Some.Settings.MostAnHour).Select(i => Some.Now.AddSeconds(i)).ToList();
        var now = Some.Now.AddMinutes(30);

        Assert.False(RouteRules.MaySend(EventSeverity.Error, sent, Some.Settings, now));
        Assert.True(RouteRules.MaySend(EventSeverity.Critical, sent, Some.Settings, now));
        Assert.True(RouteRules.MaySend(EventSeverity.Error, sent, Some.Settings, Some.Now.AddMinutes(61)));
    }
}
