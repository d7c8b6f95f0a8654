using System.Text.Json;
using Pipeline.Orchestrator.Chaos.Schedule;
using Pipeline.Simulator.Faults.Input;

namespace Pipeline.Tests.Integration.Chaos;

public sealed class VenueFaultsTests
{
    /// <summary>A fault that the switchboard refuses would never happen, and nobody would miss it.</summary>
    [Fact]
    public void The_switchboard_takes_every_fault_that_a_run_may_draw()
    {
        var drawn = ChaosSchedule.Make(1, 2_000, null, 120).Steps.OfType<FaultStep>().ToList();

        foreach (var fault in drawn)
        {
            using var body = JsonDocument.Parse(fault.Body.Replace("SYMBOL", "ABCD", StringComparison.Ordinal));
            var problems = new List<InputProblem>();
            foreach (var one in body.RootElement.ValueKind == JsonValueKind.Array ? body.RootElement.EnumerateArray().ToArray() : [body.RootElement])
                FaultReader.Read(one, "", problems);
            Assert.True(problems.Count == 0, $"{fault.Body}: {string.Join("; ", problems)}");
        }

        Assert.InRange(drawn.Select(fault => fault.Kind).Distinct().Count(), 45, 64);
    }
}
