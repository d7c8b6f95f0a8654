using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Commands;

namespace Pipeline.Tests.Unit.Journal;

/// <summary>What all verbs that list have in common: their forms, and that what is asked wrongly is said before anything is opened.</summary>
public sealed class ListVerbTests
{
    private static readonly Command[] Verbs =
    [
        SignalsCommand.Create(TimeProvider.System), OrdersCommand.Create(TimeProvider.System), PositionsCommand.Create(TimeProvider.System), TradesCommand.Create(TimeProvider.System),
        LocksCommand.Create(TimeProvider.System), ReportCommand.Create(TimeProvider.System), UniverseCommand.Create(TimeProvider.System), JournalCommand.Create(TimeProvider.System),
        AlertsCommand.Create(TimeProvider.System), LogsCommand.Create(TimeProvider.System), TraceCommand.Create(TimeProvider.System),
    ];

    public static TheoryData<string> Names => [.. Verbs.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_has_a_form_for_scripts_and_one_for_tables_and_refuses_both_at_once(string name)
    {
        var verb = Verbs.Single(one => one.Name == name);
        string[] argument = name == "trace" ? ["id"] : [];

        Assert.Superset(new HashSet<string>(["--json", "--csv", "--profile"]), verb.Options.Select(option => option.Name).ToHashSet());
        Assert.Empty(verb.Parse([.. argument, "--csv"]).Errors);
        Assert.Contains("not both", Assert.Single(verb.Parse([.. argument, "--json", "--csv"]).Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signals --since yesterday-ish")]
    [InlineData("signals --limit 0")]
    [InlineData("orders --symbol A!")]
    [InlineData("positions --until never")]
    [InlineData("trades --since 2026-13-45")]
    [InlineData("locks --symbol A!")]
    [InlineData("locks --kind padlock")]
    [InlineData("report --by hour")]
    [InlineData("universe --symbol A!")]
    [InlineData("journal --limit 3")]
    [InlineData("alerts --severity loud")]
    [InlineData("alerts --kind other")]
    [InlineData("alerts --symbol A!")]
    [InlineData("alerts --days 0")]
    [InlineData("logs --lines -1")]
    [InlineData("logs --since 1h --until 2h")]
    [InlineData("logs buyer --output --csv")]
    [InlineData("trace")]
    public async Task What_is_asked_wrongly_ends_with_the_code_of_usage(string line)
    {
        var root = new RootCommand();
        foreach (var verb in Verbs)
            root.Add(verb);

        Assert.Equal(ExitCodes.Usage, await CommandLine.InvokeAsync(root, line.Split(' ')));
    }
}
