using System.Collections.Immutable;
using Pipeline.Contracts.Events;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>The alerts of a home, folded from their events; not for several threads at once.</summary>
public sealed class AlertBook
{
    private const int Most = 5_000;
    private readonly Dictionary<string, AlertLine> _lines = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Oldest first; the latest 5000.</summary>
    public IEnumerable<AlertLine> Lines => _order.Select(id => _lines[id]);

    public bool Knows(string id) => _lines.ContainsKey(id);

    public AlertLine? Find(string id) => _lines.GetValueOrDefault(id);

    /// <summary>Takes in an event about an alert; any other leaves the book as it is, and so does one that is told again.</summary>
    public void Fold(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (AlertEvents.IdOf(told) is not { } id)
            return;
        if (told.Type == AlertEvents.Raised)
            Add(told, id);
        else if (_lines.TryGetValue(id, out var line))
            _lines[id] = After(line, told);
    }

    private static AlertLine After(AlertLine line, PipelineEvent told)
    {
        var route = told.Facts.GetValueOrDefault("route");
        return told.Type switch
        {
            AlertEvents.Sent when route is not null => line with { Routes = line.Routes.SetItem(route, AlertLine.Sent) },
            AlertEvents.Failed when route is not null && line.Routes.GetValueOrDefault(route) != AlertLine.Sent => line with { Routes = line.Routes.SetItem(route, told.Reason ?? "failed") },
            AlertEvents.Acknowledged => line with { AcknowledgedAt = line.AcknowledgedAt ?? told.MachineTime },
            _ => line,
        };
    }

    private void Add(PipelineEvent told, string id)
    {
        if (_lines.ContainsKey(id) || AlertEvents.AlertOf(told) is not { } alert)
            return;
        var routes = (told.Facts.GetValueOrDefault("routes") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _lines[id] = new AlertLine { Alert = alert, Routes = routes.ToImmutableSortedDictionary(route => route, _ => AlertLine.Waiting, StringComparer.Ordinal) };
        _order.Enqueue(id);
        if (_order.Count > Most)
            _lines.Remove(_order.Dequeue());
    }
}
