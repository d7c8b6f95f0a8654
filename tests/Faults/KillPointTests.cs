using System.Globalization;
using Pipeline.Tests.Faults.Running;
using Pipeline.Tests.Faults.Scenarios;
using Xunit.Abstractions;

namespace Pipeline.Tests.Faults;

/// <summary>Every kill point once, on the whole system: whoever dies there is started again, and account, book and story are as if nothing had happened.</summary>
[Collection(WholeSystemCollection.Name)]
[TestCaseOrderer(ByProcessInTurn.Type, ByProcessInTurn.Assembly)]
public sealed class KillPointTests(RunningPipeline system, ITestOutputHelper output)
{
    public static TheoryData<string> Points => [.. Catalogue.Points.Except(ScenarioTable.Elsewhere.Keys)];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_death_there_leaves_one_effect_per_cause_and_the_whole_story(string point)
    {
        system.Kills.Clear();
        await system.EnsureUpAsync();
        var scenario = ScenarioTable.Of(point);
        var row = new Row(system, point, system.NextSymbol(scenario.IsWatched));

        await scenario.RunAsync(row);

        await row.SettledAsync();
        await row.RightAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{point}: {scenario.Name}; shares were bare for {row.LongestBare.TotalMilliseconds:0} ms at most"));
    }
}
