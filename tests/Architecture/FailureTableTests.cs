using System.Text.RegularExpressions;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Architecture;

/// <summary>The table of failures and answers promises only what a test shows.</summary>
public sealed partial class FailureTableTests
{
    private static readonly Lazy<HashSet<string>> Tests = new(() =>
    [
        .. Repository.Files.Where(file => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Method().Matches(File.ReadAllText(RepositoryRoot.Path(file))).Select(match => match.Groups[1].Value)),
    ]);

    private static readonly List<string> Rows =
    [
        .. File.ReadAllLines(RepositoryRoot.Path("orchestrator", "FAILURES.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| **", StringComparison.Ordinal)).Skip(2),
    ];

    [Fact]
    public void Every_row_names_a_test() =>
        Violations.None(Rows.Where(row => !NamesIn(row).Any()).Select(row => $"No test is named by: {row}"));

    [Fact]
    public void Every_test_that_it_names_exists() =>
        Violations.None(Rows.SelectMany(NamesIn).Where(name => !Tests.Value.Contains(name)).Select(name => $"There is no test {name}"));

    private static IEnumerable<string> NamesIn(string row) => Quoted().Matches(row.TrimEnd('|', ' ').Split('|')[^1]).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex("`([A-Z]\\w+)`")]
    private static partial Regex Quoted();
}
