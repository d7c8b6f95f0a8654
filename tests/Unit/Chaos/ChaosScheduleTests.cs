using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts;
using Pipeline.Orchestrator.Chaos.Schedule;

namespace Pipeline.Tests.Unit.Chaos;

public sealed class ChaosScheduleTests
{
    [Fact]
    public void The_same_seed_makes_the_same_schedule() => ForAnySeed(seed =>
        Assert.Equal(ChaosSchedule.Make(seed, 60, null, 60).Steps, ChaosSchedule.Make(seed, 60, null, 60).Steps));

    [Fact]
    public void Another_seed_makes_another_schedule() => ForAnySeed(seed =>
        Assert.NotEqual(ChaosSchedule.Make(seed, 20, null, 60).Steps, ChaosSchedule.Make(seed + 1, 20, null, 60).Steps));

    [Fact]
    public void No_process_is_killed_more_often_than_its_supervisor_forgives() => ForAnySeed(seed =>
    {
        var kills = Kills(ChaosSchedule.Make(seed, 300, null, 60)).ToList();

        Assert.Equal(300, kills.Count);
        Assert.All(kills, kill => Assert.InRange(
            kills.Count(other => other.Process == kill.Process && other.At >= kill.At && other.At - kill.At <= ChaosSchedule.KillWindow), 1, ChaosSchedule.MostKillsOfOne));
    });

    [Fact]
    public void A_longer_run_begins_like_a_shorter_one_with_its_kills() => ForAnySeed(seed =>
        Assert.Equal(Kills(ChaosSchedule.Make(seed, 20, null, 60)), Kills(ChaosSchedule.Make(seed, 100, null, 60)).Take(20)));

    [Fact]
    public void A_run_of_minutes_keeps_to_them() => ForAnySeed(seed =>
    {
        var schedule = ChaosSchedule.Make(seed, null, TimeSpan.FromMinutes(2), 60);

        Assert.All(schedule.Steps, step => Assert.InRange(step.At, TimeSpan.Zero, TimeSpan.FromMinutes(2)));
        Assert.InRange(schedule.Kills, 30, 80);
        Assert.Equal(schedule.Steps.OrderBy(step => step.At).Select(step => step.At), schedule.Steps.Select(step => step.At));
    });

    [Fact]
    public void Three_hundred_kills_take_less_than_fourteen_minutes_and_spare_nobody()
    {
        var schedule = ChaosSchedule.Make(1, 300, null, 60);

        Assert.True(schedule.Steps[^1].At < TimeSpan.FromMinutes(14), schedule.Steps[^1].At.ToString());
        Assert.Equal(
            [Processes.Buyer, Processes.Monitor, Processes.NatsServer, Processes.Orchestrator, Processes.Scanner, Processes.Seller, Processes.Simulator],
            Kills(schedule).Select(kill => kill.Process).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(schedule.Steps, step => step is FreezeStep { ThawAfter: null });
        Assert.Contains(schedule.Steps, step => step is FreezeStep { ThawAfter: not null });
        Assert.DoesNotContain(schedule.Steps, step => step is FreezeStep { Process: Processes.Orchestrator, ThawAfter: null });
        Assert.True(schedule.Steps.OfType<FaultStep>().Select(fault => fault.Kind).Distinct().Count() > 35);
    }

    private static void ForAnySeed(Action<ulong> holds) => Prop.ForAll<ulong>(holds).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static IEnumerable<(string Process, TimeSpan At)> Kills(ChaosSchedule schedule) => schedule.Steps.Select(step => step switch
    {
        KillStep kill => (kill.Process, kill.At),
        FreezeStep freeze => (freeze.Process, freeze.At),
        _ => ("", default),
    }).Where(kill => kill.Item1.Length > 0);
}
