using System.Globalization;
using Pipeline.Orchestrator.Supervision;
using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>The status as a table for a person.</summary>
public static class StatusTable
{
    public static Table Of(StatusSnapshot status, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(status);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in (string[])["process", "state", "pid", "up", "started by", "restarts", "heartbeat", "waiting"])
            table.AddColumn(new TableColumn(column).NoWrap());
        // A process's last words may be long: they wrap, so that the columns before them stay whole.
        table.AddColumn("");
        foreach (var process in status.Processes)
        {
            table.AddRow(
                process.Name,
                $"[{Colour(process.State)}]{process.State.ToString().ToLowerInvariant()}[/]",
                process.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-",
                process.StartedAt is { } started && process.Pid is not null ? Age(now - started) : "-",
                process.StartedBy ?? "-",
                process.Restarts.ToString(CultureInfo.InvariantCulture),
                process.HeartbeatAgeMs is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age / 1000.0:0.0} s") : "-",
                process.Lag?.ToString(CultureInfo.InvariantCulture) ?? "-",
                Markup.Escape(process.Detail ?? ""));
        }

        return table;
    }

    public static string Colour(ProcessState state) => state switch
    {
        ProcessState.Ready => "green",
        ProcessState.Starting or ProcessState.Restarting => "yellow",
        ProcessState.Stopped => "grey",
        _ => "red",
    };

    private static string Age(TimeSpan age) => age.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h {age.Minutes} min")
        : age.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min {age.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0} s");
}
