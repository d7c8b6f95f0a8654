using Pipeline.Contracts;

namespace Pipeline.Orchestrator.Chaos.Schedule;

/// <summary>What a run does, when, and to whom: it follows from the seed alone, before anything is started.</summary>
public sealed record ChaosSchedule
{
    /// <summary>A process that is killed more often is given up by its supervisor; one less leaves room for a crash of its own.</summary>
    public const int MostKillsOfOne = 4;

    public static readonly TimeSpan KillWindow = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstKill = TimeSpan.FromSeconds(3);
    private static readonly IReadOnlyList<(string Process, int Weight)> Victims =
    [
        (Processes.Scanner, 2), (Processes.Buyer, 5), (Processes.Monitor, 5), (Processes.Seller, 5), (Processes.Orchestrator, 3), (Processes.NatsServer, 3), (Processes.Simulator, 3),
    ];

    public required ulong Seed { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ChaosStep> Steps { get; init; }

    public int Kills => Steps.Count(step => step is KillStep or FreezeStep);

    /// <param name="seed">Any number.</param>
    /// <param name="kills">Processes killed or frozen; null: as many as the time allows.</param>
    /// <param name="time">Machine time; null: as long as the kills take.</param>
    /// <param name="speed">Venue seconds a machine second.</param>
    public static ChaosSchedule Make(ulong seed, int? kills, TimeSpan? time, double speed)
    {
        if (kills is null && time is null)
            throw new ArgumentException("A run has an end: kills or time.", nameof(kills));
        var (most, longest) = (kills ?? int.MaxValue, time ?? TimeSpan.MaxValue);
        var killing = Killing(new ChaosRandom(seed), most, longest);
        var until = time ?? (killing.Count > 0 ? killing[^1].At : TimeSpan.Zero);
        // Each from its own numbers: one fault more does not move a kill.
        IEnumerable<ChaosStep> steps = [.. killing, .. Faults(new ChaosRandom(seed ^ 0xFA17), until, speed), .. Redeliveries(new ChaosRandom(seed ^ 0xDE11), until)];
        return new ChaosSchedule { Seed = seed, Steps = [.. steps.OrderBy(step => step.At)] };
    }

    private static List<ChaosStep> Killing(ChaosRandom random, int most, TimeSpan longest)
    {
        var steps = new List<ChaosStep>();
        var recent = new List<(string Process, TimeSpan At)>();
        for (var at = FirstKill; steps.Count < most && at <= longest; at += random.Between(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3.5)))
        {
            recent.RemoveAll(kill => at - kill.At > KillWindow);
            var allowed = Victims.Where(victim => recent.Count(kill => kill.Process == victim.Process) < MostKillsOfOne).ToList();
            // Every process has had its share for this minute.
            if (allowed.Count == 0)
                continue;
            var process = random.Weighted(allowed);
            recent.Add((process, at));
            steps.Add(random.Unit() < 0.65 ? new KillStep(at, process) : new FreezeStep(at, process, Thaw(random, process)));
        }

        return steps;
    }

    /// <summary>Half of the frozen are left to their supervisor; the supervisor itself has nobody who would see it.</summary>
    private static TimeSpan? Thaw(ChaosRandom random, string process)
    {
        var after = random.Between(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(4));
        return random.Unit() < 0.5 || process == Processes.Orchestrator ? after : null;
    }

    private static IEnumerable<ChaosStep> Faults(ChaosRandom random, TimeSpan until, double speed)
    {
        for (var at = random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)); at < until; at += random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8)))
            yield return VenueFaults.Draw(random, at, speed);
    }

    private static IEnumerable<ChaosStep> Redeliveries(ChaosRandom random, TimeSpan until)
    {
        for (var at = random.Between(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(9)); at < until; at += random.Between(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)))
            yield return new RedeliverStep(at, random.Unit() < 0.6 ? "signal.buy.>" : "signal.sell.>", random.Unit());
    }
}
