using System.Text.RegularExpressions;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Architecture;

public sealed partial class ChaosTests
{
    [Fact]
    public void The_checker_of_chaos_knows_no_type_of_the_pipeline()
    {
        var files = Directory.GetFiles(RepositoryRoot.Path("orchestrator/Chaos/Checking"), "*.cs", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Violations.None(files.SelectMany(file => Uses().Matches(File.ReadAllText(file)).Select(use => use.Value).Where(use => !use.StartsWith("Pipeline.Orchestrator.Chaos.Checking", StringComparison.Ordinal)).Select(use => $"{file}: {use}")));
    }

    // A namespace above its own could be reached without being named: Orchestrator holds no fold of orders or positions.
    [GeneratedRegex(@"Pipeline\.[A-Za-z.]+")]
    private static partial Regex Uses();
}
