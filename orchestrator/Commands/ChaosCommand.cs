using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Chaos.Running;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>chaos</c>: kills, freezes and misleads a pipeline of its own, and proves from the exchange's log what came of it.</summary>
public static class ChaosCommand
{
    public static Command Create(TimeProvider machine)
    {
        var minutes = new Option<double?>("--minutes") { Description = "How long to go on, in minutes of the machine (0.1 to 1440)." };
        var kills = new Option<int?>("--kills") { Description = "How many processes to kill or freeze, one about every 2.5 s (1 to 100000; 20 unless --minutes is given)." };
        var restarts = new Option<int?>("--restarts") { Description = "Instead of kills and faults: how many times to restart all stages, one after the other, while they trade (1 to 1000)." };
        var seed = new Option<ulong?>("--seed") { Description = "The same seed makes the same market and the same schedule of kills and faults (chosen by chance unless set, and told)." };
        var speed = new Option<double>("--speed") { Description = "Venue seconds per second, 1 to 600.", DefaultValueFactory = _ => 120 };
        var json = new Option<bool>("--json") { Description = "A JSON line for each thing done; the last line is the verdict." };
        var keep = new Option<bool>("--keep") { Description = "Keep the run's home even if it passed; a failed run's is always kept." };
        minutes.Validators.Add(result => Require(result.GetValueOrDefault<double?>() is not (< 0.1 or > 1440), "--minutes is 0.1 to 1440.", result.AddError));
        kills.Validators.Add(result => Require(result.GetValueOrDefault<int?>() is not (< 1 or > 100_000), "--kills is 1 to 100000.", result.AddError));
        restarts.Validators.Add(result => Require(result.GetValueOrDefault<int?>() is not (< 1 or > 1_000), "--restarts is 1 to 1000.", result.AddError));
        speed.Validators.Add(result => Require(result.GetValueOrDefault<double>() is >= 1 and <= 600, "--speed is 1 to 600 venue seconds per second.", result.AddError));
        var command = new Command(
            "chaos",
            "Kill and freeze every process at random while the exchange misbehaves, then judge from the exchange's own log and the streams: nothing doubled, lost, oversold, overspent or left unprotected. "
            + "Runs on a home of its own, beside whatever else runs. Exit 0: pass, 1: fail, 130: interrupted.") { minutes, kills, restarts, seed, speed, json, keep };
        command.SetAction(async (parsed, cancellationToken) => await RunAsync(
            new ChaosOptions
            {
                Seed = parsed.GetValue(seed) ?? (ulong)machine.GetUtcNow().ToUnixTimeMilliseconds() % 1_000_000,
                Kills = parsed.GetValue(kills) ?? (parsed.GetValue(minutes) is null ? 20 : null),
                Restarts = parsed.GetValue(restarts),
                Time = parsed.GetValue(minutes) is { } time ? TimeSpan.FromMinutes(time) : null,
                Speed = parsed.GetValue(speed),
                Json = parsed.GetValue(json),
                Keep = parsed.GetValue(keep),
            },
            machine,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ChaosOptions options, TimeProvider machine, CancellationToken interrupted)
    {
        var home = ChaosHome.Make(options.Seed);
        var (tally, talk) = (new ChaosTally(), new ChaosTalk(options, machine));
        tally.Told += talk.Tell;
        talk.Tell($"seed {options.Seed}, home {home.Folder}");
        var run = new ChaosRun(options, home.Demo, tally, machine);
        var ending = run.RunAsync(interrupted);
        await talk.FollowAsync(run, tally, ending);
        try
        {
            var (verdict, findings) = await ending;
            var keeps = options.Keep || !verdict.Passed;
            talk.Conclude(verdict, findings, tally.Notes, keeps ? home.Folder : null);
            if (!keeps)
                home.Delete();
            return verdict.Passed ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            if (!options.Keep)
                home.Delete();
            return ExitCodes.Interrupted;
        }
    }

    private static void Require(bool holds, string otherwise, Action<string> refuse)
    {
        if (!holds)
            refuse(otherwise);
    }
}
