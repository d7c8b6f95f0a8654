using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;
using Pipeline.Orchestrator.Alerts;
using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>Alerts as a table for a person, or a line an alert for a script.</summary>
public static class AlertsTable
{
    private static readonly Column<AlertLine>[] Columns =
    [
        new("id", line => line.Alert.Id),
        new("at", line => line.Alert.At),
        new("severity", line => line.Alert.Severity),
        new("kind", line => AlertRules.NameOf(line.Alert.Kind)),
        new("symbol", line => line.Alert.Symbol?.Name),
        new("text", line => line.Alert.Text),
        new("key", line => line.Alert.Key),
        new("repeats", line => line.Alert.Repeats),
        new("cause", line => line.Alert.CausationId),
        new("routes", line => string.Join(' ', line.Routes.Select(route => $"{route.Key}={route.Value}"))),
        new("acknowledgedAt", line => line.AcknowledgedAt),
    ];

    public static void Show(IReadOnlyList<AlertLine> lines, ListForm form)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (form != ListForm.Table)
        {
            ListOutput.Write(form, lines, Columns, JsonOf);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("id", "at (New York)", "severity", "kind", "symbol", "what", "sent to", "acknowledged");
        foreach (var line in lines)
        {
            var alert = line.Alert;
            table.AddRow(
                alert.Id,
                Figures.Moment(alert.At),
                $"[{Colour(alert.Severity)}]{alert.Severity.ToString().ToLowerInvariant()}[/]",
                Words(AlertRules.NameOf(alert.Kind)),
                Markup.Escape(alert.Symbol?.Name ?? "-"),
                Markup.Escape(alert.Text + (alert.Repeats > 0 ? string.Create(CultureInfo.InvariantCulture, $" (and {alert.Repeats} times before)") : "")),
                Markup.Escape(line.Routes.Count == 0 ? "nobody" : string.Join(", ", line.Routes.Select(route => route.Value == AlertLine.Sent ? route.Key : $"{route.Key}: {Words(route.Value)}"))),
                line.AcknowledgedAt is { } at ? Figures.Moment(at) : "-");
        }

        AnsiConsole.Write(table);
        Console.Error.WriteLine(lines.Count == 0 ? "No alerts." : $"{lines.Count} alerts. Take note of one with ./pipeline alerts ack ID.");
    }

    /// <summary>How a test of routes went.</summary>
    public static void Show(IEnumerable<(AlertRoute Route, SendResult Result, TimeSpan Took)> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var table = new Table().Border(TableBorder.Rounded).AddColumns("route", "shape", "result", "attempts", "took");
        foreach (var (route, result, took) in results)
        {
            table.AddRow(
                Markup.Escape(route.Name),
                route.Shape.ToString().ToLowerInvariant(),
                result.IsDelivered ? "[green]delivered[/]" : $"[red]{Words(result.Reason!)}[/]",
                result.Attempts.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:0} ms"));
        }

        AnsiConsole.Write(table);
    }

    private static string JsonOf(AlertLine line)
    {
        var routes = new JsonObject();
        foreach (var (route, state) in line.Routes)
            routes[route] = state;
        return new JsonObject
        {
            ["type"] = "alert",
            ["id"] = line.Alert.Id,
            ["at"] = line.Alert.At.ToString("O", CultureInfo.InvariantCulture),
            ["severity"] = line.Alert.Severity.ToString().ToLowerInvariant(),
            ["kind"] = AlertRules.NameOf(line.Alert.Kind),
            ["symbol"] = line.Alert.Symbol?.Name,
            ["text"] = line.Alert.Text,
            ["key"] = line.Alert.Key,
            ["repeats"] = line.Alert.Repeats,
            ["cause"] = line.Alert.CausationId,
            ["routes"] = routes,
            ["acknowledgedAt"] = line.AcknowledgedAt?.ToString("O", CultureInfo.InvariantCulture),
        }.ToJsonString();
    }

    private static string Words(string name) => name.Replace('_', ' ');

    private static string Colour(EventSeverity severity) => severity switch
    {
        EventSeverity.Critical or EventSeverity.Error => "red",
        EventSeverity.Warning => "yellow",
        _ => "grey",
    };
}
