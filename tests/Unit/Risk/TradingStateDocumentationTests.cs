using Pipeline.Domain.Risk;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Risk;

public sealed class TradingStateDocumentationTests
{
    [Fact]
    public void The_table_that_traders_read_is_the_table_that_decides()
    {
        var lines = File.ReadAllLines(RepositoryRoot.Path("orchestrator", "README.md"));
        var read = lines.SkipWhile(line => !line.StartsWith("| condition |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(TradingStateTable.Rules.Select(Row), read);
    }

    private static string Row(TradingRule rule) =>
        $"| `{TradingStateRules.NameOf(rule.Condition)}` | {rule.State.ToString().ToLowerInvariant()} | {Words(rule.Lift)} | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Advice} |";

    private static string Words(ConditionLift lift) => lift switch
    {
        ConditionLift.ByItself => "by itself",
        ConditionLift.ByResumeOnceOver => "resume, once it is over",
        _ => "resume",
    };
}
