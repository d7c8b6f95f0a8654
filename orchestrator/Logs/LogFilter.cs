using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Logging;

namespace Pipeline.Orchestrator.Logs;

/// <summary>Which lines are wanted.</summary>
public sealed record LogFilter
{
    /// <summary>Empty: of all.</summary>
    public IReadOnlyList<string> Processes { get; init; } = [];

    /// <summary>The quietest.</summary>
    public LogLevel Level { get; init; } = LogLevel.Trace;

    /// <summary>Machine time, at or after; null: from the beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Machine time, at or before; null: to the end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Text that message or exception holds, in any case of letters; null: any.</summary>
    public string? Text { get; init; }

    public bool Wants(LogLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Level >= Level
            && !(line.Time < Since)
            && !(line.Time > Until)
            && (Text is null || line.Message.Contains(Text, StringComparison.OrdinalIgnoreCase) || line.Exception?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true);
    }
}
