using System.Reflection;
using System.Text.RegularExpressions;
using Pipeline.Hosting;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Faults;

/// <summary>The catalogue of kill points as the tests read it.</summary>
public static partial class Catalogue
{
    /// <summary>Every point's name.</summary>
    public static IReadOnlyList<string> Points { get; } =
        [.. typeof(KillPoints).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>What each point's comment says has happened there and has not.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } =
        Directory.GetFiles(RepositoryRoot.Path("shared", "Hosting", "KillPoints"), "KillPoints*.cs")
            .SelectMany(file => Declared().Matches(File.ReadAllText(file)))
            .ToDictionary(match => match.Groups[2].Value, match => match.Groups[1].Value, StringComparer.Ordinal);

    [GeneratedRegex(@"<summary>([^<]+)</summary>\s+public const string \w+ = ""([^""]+)"";")]
    private static partial Regex Declared();
}
