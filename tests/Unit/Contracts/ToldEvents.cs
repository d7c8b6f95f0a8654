using System.Text.RegularExpressions;
using Pipeline.Contracts;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Contracts;

/// <summary>The names of events as they stand in the product's sources.</summary>
internal static partial class ToldEvents
{
    // What only reads events names them too.
    private static readonly string[] Readers =
        ["shared/Contracts/", "shared/Domain/Alerts/", "shared/Domain/Risk/", "shared/Simulator/", "orchestrator/Dashboard/", "orchestrator/Demo/", "orchestrator/Journal/Reading/", "orchestrator/Chaos/", "orchestrator/Live/"];

    private static readonly string[] Tellers = [.. Processes.Stages, Processes.Orchestrator, "shared"];

    private static readonly Lazy<List<(string Path, string Text)>> Found = new(() =>
    [
        .. Tellers.SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Path(folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => (Path: Path.GetRelativePath(RepositoryRoot.Directory, file).Replace('\\', '/'), File: file))
            .Where(file => !Readers.Any(reader => file.Path.StartsWith(reader, StringComparison.Ordinal)) && !file.Path.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => (file.Path, File.ReadAllText(file.File))),
    ]);

    /// <summary>Each name where an event is told, with the file.</summary>
    public static IEnumerable<(string Name, string Path)> All =>
        from file in Found.Value
        from match in Telling().Matches(file.Text).Concat(WithSeverity().Matches(file.Text))
        select (match.Groups[1].Value, file.Path);

    /// <summary>Whether the name stands in a process's own sources, or in what all processes share.</summary>
    public static bool IsNamed(string name, string process) => Found.Value.Any(file =>
        (file.Path.StartsWith($"{process}/", StringComparison.Ordinal) || file.Path.StartsWith("shared/", StringComparison.Ordinal)) && file.Text.Contains($"\"{name}\"", StringComparison.Ordinal));

    // TellAsync("name", TellSoon("name", Tell(process, "name", new Notice("name", Invoke(process, "name"
    [GeneratedRegex("""(?:Tell\w*|tell|Notice|Happened\?\.Invoke)\(\s*(?:[\w.]+,\s*)?"([a-z_]+)"(?!\s*\?)""")]
    private static partial Regex Telling();

    // ("name", EventSeverity.Warning)
    [GeneratedRegex("""
        "([a-z]+(?:_[a-z]+)+)",\s*(?:EventSeverity\.\w+|severity)
        """)]
    private static partial Regex WithSeverity();
}
