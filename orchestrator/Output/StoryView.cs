using System.Globalization;
using Pipeline.Orchestrator.Journal.Story;
using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>A story for a person: each step under its cause, with the venue's time and the machine time since the start and since the cause.</summary>
public static class StoryView
{
    public static void Show(string correlationId, IReadOnlyList<StoryStep> steps, IReadOnlyList<StoryNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var (first, last) = (nodes.MinBy(node => node.Step.MachineTime)!.Step, nodes.MaxBy(node => node.Step.MachineTime)!.Step);
        AnsiConsole.MarkupLine($"[bold]{Markup.Escape(correlationId)}[/]  {Figures.Moment(first.VenueTime)} to {Figures.Clock(last.VenueTime)} New York, {Span(last.MachineTime - first.MachineTime)} of machine time");
        if (Latencies(StoryLatencies.Of(steps)) is { Length: > 0 } latencies)
            AnsiConsole.MarkupLine($"[grey]{latencies}[/]");
        AnsiConsole.MarkupLine("[grey]venue time      since start  after cause[/]");
        for (var index = 0; index < nodes.Count; index++)
        {
            var node = nodes[index];
            var times = $"{Figures.Zoned(node.Step.VenueTime, "HH:mm:ss.fff")}  {Span(node.SinceStart),11}  {(node.SinceCause is { } since ? Span(since) : ""),11}";
            AnsiConsole.MarkupLine($"[grey]{times}[/]  [grey]{Branch(nodes, index)}[/]{Line(node.Step)}");
        }
    }

    private static string Line(StoryStep step)
    {
        var text = Markup.Escape($"{(step.Process is { } process ? $"{process}: " : "")}{step.Text}");
        var colour = step.Kind switch
        {
            "signal" or "trade" => "bold",
            "signal_refused" or "stop_refused" or "protection_missing" or "undo_started" or "undo_failed" or "exit_escalated" or "external_change" or "reconcile_mismatch" => "yellow",
            _ when step.Process is not null => "grey70",
            _ => "default",
        };
        return $"[{colour}]{text}[/]";
    }

    // A line down for each cause that more comes from, a corner for the last that does.
    private static string Branch(IReadOnlyList<StoryNode> nodes, int index)
    {
        var depth = nodes[index].Depth;
        if (depth == 0)
            return "";
        var lines = Enumerable.Range(1, depth - 1).Select(level => GoesOn(nodes, index, level) ? "│ " : "  ");
        return $"{string.Concat(lines)}{(GoesOn(nodes, index, depth) ? "├─" : "└─")}";
    }

    private static bool GoesOn(IReadOnlyList<StoryNode> nodes, int index, int level)
    {
        for (var next = index + 1; next < nodes.Count && nodes[next].Depth >= level; next++)
        {
            if (nodes[next].Depth == level)
                return true;
        }

        return false;
    }

    private static string Latencies(StoryLatencies took)
    {
        (string Name, TimeSpan? Span)[] all =
        [
            ("signal to request", took.SignalToRequest), ("request to answer", took.RequestToAnswer), ("answer to position", took.AnswerToPosition),
            ("position to protection", took.PositionToProtection), ("exit to flat", took.ExitToFlat),
        ];
        return string.Join(", ", all.Where(one => one.Span is not null).Select(one => $"{one.Name} {Span(one.Span!.Value)}"));
    }

    private static string Span(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.0} ms"),
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.0} min"),
    };
}
