using Microsoft.Extensions.Logging;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;
using Pipeline.Domain.Risk;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Hears events, looks at what stands, and raises what the rules call for; nothing here waits.</summary>
/// <param name="routes">Where alerts go now.</param>
/// <param name="tell">Takes an event to be stored.</param>
internal sealed class AlertDesk(AlertSettings settings, Func<IReadOnlyList<RouteQueue>> routes, Action<PipelineEvent> tell, TimeProvider machine, ILogger logger)
{
    /// <summary>An alert that waited longer than this for its route is history.</summary>
    private static readonly TimeSpan StillNews = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();
    private readonly AlertBook _book = new();
    private AlertMemory _memory = AlertMemory.Empty;
    private AlertGate _told = AlertGate.Empty;
    private HashSet<string> _standing = new(StringComparer.Ordinal);
    private bool _remembers;

    public IReadOnlyList<AlertLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _book.Lines];
        }
    }

    public AlertMemory Memory
    {
        get
        {
            lock (_gate)
                return _memory;
        }
    }

    public bool Knows(string id)
    {
        lock (_gate)
            return _book.Knows(id);
    }

    /// <summary>An event that an earlier life has heard: it is remembered and raises nothing.</summary>
    public void Remember(PipelineEvent told)
    {
        lock (_gate)
            Take(told);
    }

    /// <summary>All of it is remembered: what waits in the list now really waits.</summary>
    public void RememberedAll()
    {
        lock (_gate)
            _remembers = true;
        TakeUp();
    }

    public void Hear(PipelineEvent told)
    {
        lock (_gate)
        {
            Take(told);
            if (AlertRules.Of(told, _memory, settings) is { } alert)
                RaiseNew(alert);
        }
    }

    /// <summary>Looks at what stands now: it is seen also while no event can be stored.</summary>
    public void Look(IEnumerable<RaisedCondition> conditions, TradingDecision? wanted)
    {
        var now = machine.GetUtcNow();
        var seen = conditions.Select(AlertRules.Of).Append(wanted is null ? null : AlertRules.Of(wanted)).OfType<Alert>().DistinctBy(alert => alert.Key).ToList();
        lock (_gate)
        {
            foreach (var alert in seen)
            {
                var isNew = !_standing.Contains(alert.Key);
                if (isNew || (alert.Severity == EventSeverity.Critical && _told.MustRemind(alert.Key, now, settings)))
                    RaiseNew(alert with { Id = Alert.IdOf(alert.Kind, $"{alert.Key}@{now.UtcTicks}"), At = now });
            }

            var keys = seen.Select(alert => alert.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var over in _standing.Where(key => !keys.Contains(key)))
                _told = _told.Ended(over);
            _standing = keys;
        }
    }

    /// <summary>Raises an alert whatever was told before; once for its id.</summary>
    public void Raise(Alert alert)
    {
        lock (_gate)
        {
            if (!_book.Knows(alert.Id))
                RaisePassed(alert);
        }
    }

    public void Fared(Alert alert, string route, SendResult result)
    {
        var told = AlertEvents.FaredOf(alert, route, result, machine.GetUtcNow());
        lock (_gate)
            _book.Fold(told);
        AlertMeasures.Fared(route, result);
        tell(told);
    }

    /// <summary>Gives the routes what an earlier life, or an earlier set of routes, has left waiting.</summary>
    public void TakeUp()
    {
        lock (_gate)
        {
            if (!_remembers)
                return;
            var since = machine.GetUtcNow() - StillNews;
            foreach (var line in _book.Lines.Where(line => line.Alert.At > since).ToList())
            {
                foreach (var queue in routes().Where(queue => line.Routes.GetValueOrDefault(queue.Route.Name) == AlertLine.Waiting))
                    queue.Add(line.Alert);
            }
        }
    }

    private void Take(PipelineEvent told)
    {
        _memory = _memory.With(told);
        foreach (var key in AlertRules.EndedBy(told))
            _told = _told.Ended(key);
        if (AlertEvents.IdOf(told) is not { } id)
            return;
        if (!_book.Knows(id) && AlertEvents.AlertOf(told) is { } raised)
            _told = _told.Remembering(raised);
        if (told.Type == AlertEvents.Acknowledged && told.Facts.GetValueOrDefault("key") is { } acknowledged)
            _told = _told.Acknowledged(acknowledged, told.MachineTime);
        _book.Fold(told);
    }

    private void RaiseNew(Alert alert)
    {
        if (_book.Knows(alert.Id))
            return;
        (_told, var passed) = _told.Judge(alert, settings);
        if (passed is not null)
            RaisePassed(passed);
    }

    private void RaisePassed(Alert alert)
    {
        var taking = routes().Where(queue => queue.Route.Takes(alert)).ToList();
        var raised = AlertEvents.RaisedOf(alert, taking.Select(queue => queue.Route.Name));
        _book.Fold(raised);
        AlertMeasures.Raised(alert);
        AlertLog.Raised(logger, alert.Severity.ToString(), alert.Kind.ToString(), alert.Text, alert.Id);
        tell(raised);
        foreach (var queue in taking)
            queue.Add(alert);
    }
}
