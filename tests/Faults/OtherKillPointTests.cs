using Pipeline.Tests.Faults.Running;
using Xunit.Abstractions;

namespace Pipeline.Tests.Faults;

/// <summary>The second lane's half of the kill points.</summary>
[Collection(SecondLane.Name)]
[TestCaseOrderer(ByProcessInTurn.Type, ByProcessInTurn.Assembly)]
public sealed class OtherKillPointTests(RunningPipeline system, ITestOutputHelper output) : KillPointRows(system, output)
{
    [Theory]
    [MemberData(nameof(Points), 1)]
    public Task A_death_there_leaves_one_effect_per_cause_and_the_whole_story(string point) => DieThereAsync(point);
}
