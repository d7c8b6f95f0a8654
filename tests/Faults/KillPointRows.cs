using System.Globalization;
using Pipeline.Tests.Faults.Running;
using Pipeline.Tests.Faults.Scenarios;
using Xunit.Abstractions;

namespace Pipeline.Tests.Faults;

/// <summary>Every kill point once, on the whole system: whoever dies there is started again, and account, book and story are as if nothing had happened.</summary>
public abstract class KillPointRows(RunningPipeline system, ITestOutputHelper output)
{
    /// <summary>Every second point of each process, so that both lanes kill all of them.</summary>
    /// <param name="lane">0 or 1.</param>
    public static TheoryData<string> Points(int lane) =>
    [
        .. Catalogue.Points.Except(ScenarioTable.Elsewhere.Keys)
            .GroupBy(point => point.Split('.')[0], StringComparer.Ordinal)
            .SelectMany(process => process.Order(StringComparer.Ordinal).Where((_, turn) => turn % 2 == lane)),
    ];

    protected async Task DieThereAsync(string point)
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
