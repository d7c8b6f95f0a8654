namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>Arithmetic of machine time: how much of a span others cover.</summary>
public static class MachineSpans
{
    /// <summary>The parts of a span that lie within any of the others, which may overlap each other; oldest first.</summary>
    public static IReadOnlyList<MachineSpan> Within(MachineSpan span, IEnumerable<MachineSpan> others)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(others);
        var parts = new List<MachineSpan>();
        foreach (var other in others.Select(other => new MachineSpan(Max(other.From, span.From), Min(other.To, span.To))).Where(part => part.From < part.To).OrderBy(part => part.From))
        {
            if (parts.Count > 0 && other.From <= parts[^1].To)
                parts[^1] = parts[^1] with { To = Max(parts[^1].To, other.To) };
            else
                parts.Add(other);
        }

        return parts;
    }

    public static TimeSpan Length(IEnumerable<MachineSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        return spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.To - span.From));
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>From one moment of the machine's clock to another.</summary>
public sealed record MachineSpan(DateTimeOffset From, DateTimeOffset To);
