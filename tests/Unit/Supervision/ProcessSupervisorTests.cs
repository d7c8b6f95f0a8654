using System.Diagnostics;
using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class ProcessSupervisorTests
{
    private const string LeavesAGrandchild = """(trap "" TERM; echo $$ >/dev/null; sleep 300 & echo $! > grandchild; wait) & exec sleep 300""";
    private const string EndsUnwillingly = """trap "" TERM; exec sleep 300""";
    private static readonly TimeSpan LongerThanTheBackOff = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task A_crash_loop_ends_in_failed_which_is_told_and_which_a_restart_clears()
    {
        await using var home = new SupervisedHome("echo broken beyond hope; exit 3");
        for (var crash = 0; crash < 6; crash++)
            await CrashAsync(home);

        Assert.Equal(ProcessState.Failed, home.Known(Processes.Buyer).State);
        Assert.Contains("6 crashes within 60 s, the last: ended with exit code 3: broken beyond hope", home.Known(Processes.Buyer).Detail, StringComparison.Ordinal);
        Assert.Single(home.Told, told => told.Type == "stage_failed");
        await home.StepAsync(TimeSpan.FromHours(1));
        Assert.Null(home.Known(Processes.Buyer).Identity);

        new RestartRequests(home.Home).Ask(Processes.Buyer);
        await home.StepAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((ProcessState.Starting, 0), (home.Known(Processes.Buyer).State, home.Known(Processes.Buyer).CrashesInARow));
    }

    [Fact]
    public async Task Who_started_the_processes_is_calm_until_one_ends_and_hears_of_that_at_once_and_who_took_them_over_looks_often()
    {
        await using var home = new SupervisedHome("exec sleep 300");
        await home.StepAsync(TimeSpan.FromSeconds(1));
        await SayReadyAsync(home);
        Assert.True(home.Supervisor.IsCalm);
        foreach (var known in home.Supervisor.Current)
            await SleepsAsync(known.Identity!);

        var heir = home.NewSupervisor();
        heir.Adopt();
        home.Time.Pass(TimeSpan.FromMilliseconds(1));
        home.Hear(Processes.NatsServer);
        home.Hear(Processes.Buyer);
        await heir.StepAsync(CancellationToken.None);
        Assert.Equal((true, false), (heir.AllReady, heir.IsCalm));

        var ended = new TaskCompletionSource();
        home.Supervisor.MustHurry += () => ended.TrySetResult();
        ProcessSignal.Kill(home.Known(Processes.NatsServer).Identity!.Pid);
        await ended.Task.InTime("the supervisor to hear of the end", TimeSpan.FromSeconds(20));
        Assert.False(home.Supervisor.IsCalm);
    }

    [Fact]
    public async Task A_process_that_stands_still_is_looked_at_often()
    {
        await using var home = new SupervisedHome("exec sleep 300");
        await home.StepAsync(TimeSpan.FromSeconds(1));
        await SayReadyAsync(home);
        var buyer = home.Known(Processes.Buyer).Identity!;
        await SleepsAsync(buyer);
        ProcessSignal.Pause(buyer.Pid);
        await Eventually.Holds("the buyer to stand still", () => buyer.Look().IsStopped);
        await home.StepAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal((true, false), (home.Supervisor.AllReady, home.Supervisor.IsCalm));
    }

    [Fact]
    public async Task A_restart_that_takes_long_keeps_nobody_else_from_being_started_again()
    {
        await using var home = new SupervisedHome(EndsUnwillingly);
        await home.StepAsync(TimeSpan.FromSeconds(1));
        var (stubborn, server) = (home.Known(Processes.Buyer).Identity!, home.Known(Processes.NatsServer).Identity!);
        await SleepsAsync(stubborn);
        new RestartRequests(home.Home).Ask(Processes.Buyer);
        await home.StepAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(ProcessState.Restarting, home.Known(Processes.Buyer).State);

        ProcessSignal.Kill(server.Pid);
        await Eventually.Holds("the server to be gone", () => !server.IsAlive());
        await home.StepAsync(LongerThanTheBackOff);
        await home.StepAsync(LongerThanTheBackOff);
        Assert.NotEqual(server, home.Known(Processes.NatsServer).Identity!);
        Assert.True(home.Known(Processes.NatsServer).Identity!.IsAlive() && stubborn.IsAlive());

        ProcessSignal.Kill(stubborn.Pid);
        var next = 0;
        for (var began = Stopwatch.StartNew(); next == 0 && began.Elapsed < TimeSpan.FromSeconds(20); await Task.Yield())
        {
            await home.StepAsync(TimeSpan.FromMilliseconds(1));
            next = home.Known(Processes.Buyer).Identity is { } identity && identity != stubborn ? identity.Pid : 0;
        }

        Assert.NotEqual(0, next);
        Assert.DoesNotContain(home.Told, told => told is { Process: Processes.Buyer, Type: "stage_crashed" });
        Assert.False(new RestartRequests(home.Home).IsAsked(Processes.Buyer));
    }

    [Fact]
    public async Task Who_waits_for_an_ending_says_so_all_the_while()
    {
        await using var home = new SupervisedHome(EndsUnwillingly);
        await home.StepAsync(TimeSpan.FromSeconds(1));
        var (buyer, said) = (home.Known(Processes.Buyer).Identity!, 0);
        await SleepsAsync(buyer);

        await new Shutdown(home.Home, TimeSpan.FromMilliseconds(200), TimeProvider.System) { StillWaiting = () => said++ }.EndAsync(buyer, CancellationToken.None);

        Assert.True(said >= 2);
        Assert.False(buyer.IsAlive());
    }

    [Fact]
    public async Task What_a_process_has_started_itself_is_ended_with_it()
    {
        await using var home = new SupervisedHome(LeavesAGrandchild);
        await home.StepAsync(TimeSpan.FromSeconds(1));
        var grandchild = await home.WrittenAsync("grandchild");

        await home.Shutdown.EndAsync(home.Known(Processes.Buyer).Identity!, CancellationToken.None);
        await Eventually.Holds("the grandchild to be gone", () => !grandchild.IsAlive());
    }

    [Fact]
    public async Task What_a_crashed_process_left_behind_is_ended_before_it_is_started_again()
    {
        await using var home = new SupervisedHome(LeavesAGrandchild);
        await home.StepAsync(TimeSpan.FromSeconds(1));
        var (child, grandchild) = (home.Known(Processes.Buyer).Identity!, await home.WrittenAsync("grandchild"));
        ProcessSignal.Kill(child.Pid);
        await Eventually.Holds("the child to be gone", () => !child.IsAlive());
        Assert.True(grandchild.IsAlive());

        await home.StepAsync(TimeSpan.FromSeconds(1));
        await Eventually.Holds("the grandchild to be gone", () => !grandchild.IsAlive());
    }

    [Fact]
    public async Task The_next_supervisor_adopts_who_lives_and_starts_nobody_twice()
    {
        await using var home = new SupervisedHome("exec sleep 300");
        await home.StepAsync(TimeSpan.FromSeconds(1));
        var before = home.Known(Processes.Buyer).Identity;
        await Eventually.Holds("the child to have written its pid", () => home.Launcher.FindRunning(Processes.Buyer) is not null && home.Launcher.FindRunning(Processes.NatsServer) is not null);

        var next = home.NewSupervisor();
        next.Adopt();
        await next.StepAsync(CancellationToken.None);

        Assert.Equal(before, next.Current.Single(known => known.Name == Processes.Buyer).Identity);
        Assert.Single(home.Told, told => told is { Process: Processes.Buyer, Type: "stage_started" });
    }

    [Fact]
    public async Task A_stage_that_a_person_has_started_is_watched_and_not_started_again()
    {
        await using var home = new SupervisedHome("exec sleep 300");
        using var byHand = Process.Start("/bin/sleep", "300");
        try
        {
            new ProcessRecord { Process = Processes.Buyer, Identity = ProcessIdentity.Of(byHand.Id)!, StartedBy = "hand", StartedAt = home.Time.GetUtcNow() }.Write(home.Home);
            await home.StepAsync(TimeSpan.FromSeconds(1));

            Assert.Equal((byHand.Id, "hand"), (home.Known(Processes.Buyer).Identity!.Pid, home.Known(Processes.Buyer).StartedBy));
            Assert.Null(home.Launcher.FindRunning(Processes.Buyer));
        }
        finally
        {
            byHand.Kill();
        }
    }

    [Theory]
    [InlineData("another start")]
    [InlineData("another boot")]
    [InlineData("no number")]
    [InlineData("nothing")]
    public async Task A_stale_pid_file_is_nobody_even_where_its_pid_was_used_again(string how)
    {
        await using var home = new SupervisedHome("exec sleep 300");
        await home.StepAsync(TimeSpan.FromSeconds(1));
        await Eventually.Holds("the child to have written its pid", () => home.Launcher.FindRunning(Processes.Buyer) is not null);
        var file = Path.Combine(home.Home.Run, "buyer.pid");
        var lines = await File.ReadAllLinesAsync(file);
        var ticks = home.Known(Processes.Buyer).Identity!.StartTicks.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(file, how switch
        {
            // The child's own pid and folder, as a stranger's would be that came to them by chance.
            "another start" => [lines[0], lines[1].Replace($" {ticks} ", " 17 ", StringComparison.Ordinal), lines[2]],
            "another boot" => [lines[0], lines[1], "a boot before"],
            "no number" => ["?", lines[1], lines[2]],
            _ => [],
        });

        Assert.Null(home.Launcher.FindRunning(Processes.Buyer));
        await File.WriteAllLinesAsync(file, lines);
    }

    [Fact]
    public async Task A_flood_of_output_stays_within_its_bounds_and_holds_up_nobody()
    {
        await using var home = new SupervisedHome("exec yes all work and no play");
        await home.StepAsync(TimeSpan.FromSeconds(1));
        var (file, keeper) = (home.Launcher.OutputFile(Processes.Buyer), new OutputKeeper(home.Home, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
        for (var flood = 0; flood < 3; flood++)
        {
            await Eventually.Holds("the output to have grown too large", () => new FileInfo(file) is { Exists: true, Length: > OutputKeeper.Largest });
            await keeper.LookAsync(CancellationToken.None);
        }

        Assert.InRange(new FileInfo($"{file}.1").Length, 1, OutputKeeper.Largest);
        Assert.True(home.Known(Processes.Buyer).Identity!.IsAlive());
    }

    // A shell that has not come to its trap yet would end at once.
    /// <summary>The buyer's word is younger than its start, and heard by the next look.</summary>
    private static Task SayReadyAsync(SupervisedHome home)
    {
        home.Time.Pass(TimeSpan.FromMilliseconds(1));
        home.Hear(Processes.Buyer);
        return home.StepAsync(TimeSpan.FromMilliseconds(100));
    }

    private static Task SleepsAsync(ProcessIdentity process) => Eventually.Holds("the process to sleep", () => File.ReadAllText($"/proc/{process.Pid}/comm").Trim() == "sleep");

    private static async Task CrashAsync(SupervisedHome home)
    {
        await home.StepAsync(LongerThanTheBackOff);
        if (home.Known(Processes.Buyer).Identity is not { } child)
        {
            // The crash itself was only seen in this step.
            await home.StepAsync(LongerThanTheBackOff);
            child = home.Known(Processes.Buyer).Identity!;
        }

        await Eventually.Holds("the child to have ended", () => !child.IsAlive());
        await home.StepAsync(TimeSpan.FromMilliseconds(1));
    }
}
