using Pipeline.Contracts.Control;

namespace Pipeline.Orchestrator.Logs;

/// <summary>The levels as a person types them.</summary>
public static class LevelNames
{
    public static string[] All { get; } = [.. Enum.GetNames<LogLevelName>().Select(name => name.ToLowerInvariant())];

    public static LogLevelName Parse(string name) => Enum.Parse<LogLevelName>(name, ignoreCase: true);
}
