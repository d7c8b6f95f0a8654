using Pipeline.Tests.Faults.Scenarios;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Faults;

public sealed class ReadmeTests
{
    [Fact]
    public void The_table_of_the_readme_is_the_catalogue_with_its_scenarios()
    {
        var written = File.ReadAllLines(RepositoryRoot.Path("tests", "Faults", "README.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        var expected = Catalogue.Points.Select(point => $"| `{point}` | {Catalogue.Sentences[point]} | {ScenarioTable.NameOf(point)} |").ToList();

        Assert.True(written.SequenceEqual(expected), $"The table must read:\n{string.Join('\n', expected)}");
    }

    [Fact]
    public void A_point_without_a_row_is_armed_by_the_test_that_the_table_names() => Assert.Empty(
        ScenarioTable.Elsewhere.Where(one => !File.ReadAllText(RepositoryRoot.Path(["tests", .. one.Value.Test.Split('/')])).Contains($"\"{one.Key}\"", StringComparison.Ordinal)).Select(one => one.Key));

    [Fact]
    public void No_scenario_is_for_a_point_that_is_gone() => Assert.Empty(ScenarioTable.Points.Except(Catalogue.Points));
}
