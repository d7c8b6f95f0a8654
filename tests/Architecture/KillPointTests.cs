using System.Text.RegularExpressions;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Architecture;

/// <summary>The catalogue of kill points and the code agree: a point that nobody passes proves nothing, and one of two places proves only one of them.</summary>
public sealed partial class KillPointTests
{
    private const string Catalogue = "shared/Hosting/KillPoints/";

    private static readonly string[] Processes = ["stage", "scanner", "buyer", "monitor", "seller", "orchestrator"];

    [Fact]
    public void Every_kill_point_is_passed_at_exactly_one_place()
    {
        var places = Sources(file => !file.StartsWith(Catalogue, StringComparison.Ordinal)).SelectMany(source => Passed().Matches(source.Text).Select(match => match.Groups[1].Value))
            .GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());

        Violations.None(Points().Where(point => places.GetValueOrDefault(point.Constant) != 1).Select(point => $"{point.Name} is passed at {places.GetValueOrDefault(point.Constant)} places"));
    }

    [Fact]
    public void The_code_names_kill_points_by_the_catalogue_alone() =>
        Violations.None(Sources(file => !file.StartsWith(Catalogue, StringComparison.Ordinal))
            .SelectMany(source => Reached().Matches(source.Text).Where(match => !Passed().IsMatch(match.Value)).Select(match => $"{source.File}: {match.Value}")));

    [Fact]
    public void A_kill_point_says_process_protocol_and_step_and_no_two_are_called_the_same()
    {
        var points = Points();

        Violations.None(points.Where(point => !Named().IsMatch(point.Name) || !Processes.Contains(point.Name.Split('.')[0])).Select(point => point.Name));
        Violations.None(points.GroupBy(point => point.Name).Where(same => same.Count() > 1).Select(same => same.Key));
        Violations.None(points.Where(point => point.Constant != Constant(point.Name)).Select(point => $"{point.Constant} is called {point.Name}"));
    }

    // At least so many were promised when the proof was ordered.
    [Fact]
    public void There_are_at_least_forty_kill_points() => Assert.True(Points().Count >= 40, $"{Points().Count}");

    private static List<(string Constant, string Name)> Points() =>
        [.. Sources(file => file.StartsWith(Catalogue, StringComparison.Ordinal)).SelectMany(source => Declared().Matches(source.Text)).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    private static IEnumerable<(string File, string Text)> Sources(Func<string, bool> chosen) =>
        Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !file.StartsWith("tests/", StringComparison.Ordinal) && chosen(file))
            .Select(file => (file, File.ReadAllText(RepositoryRoot.Path(file))));

    private static string Constant(string name) =>
        string.Concat(name.Split('.', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    [GeneratedRegex(@"public const string (\w+) = ""([^""]+\.[^""]+)"";")]
    private static partial Regex Declared();

    [GeneratedRegex(@"KillPoint\.Reached\(KillPoints\.(\w+)\)")]
    private static partial Regex Passed();

    [GeneratedRegex(@"KillPoint\.Reached\([^)]*\)")]
    private static partial Regex Reached();

    [GeneratedRegex(@"^[a-z]+\.[a-z-]+\.[a-z-]+$")]
    private static partial Regex Named();
}
