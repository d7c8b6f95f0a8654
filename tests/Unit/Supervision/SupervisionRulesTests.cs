using Pipeline.Contracts.Control;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class SupervisionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly RestartPolicy Policy = new();
    private static readonly ProcessIdentity Someone = new(4711, 99, "boot");
    private static readonly Observation Healthy = new(true, ProcessHealth.Ready, TimeSpan.FromSeconds(0.5), true, true, null);
    private static readonly Observation Gone = Healthy with { Alive = false, Health = null, Silence = null };

    [Fact]
    public void Starts_what_does_not_run_once_what_it_needs_is_ready()
    {
        var stopped = new SupervisedProcess { Name = "buyer" };

        Assert.Equal(SupervisionAction.None, Decide(stopped, Gone with { MayStart = false }).Action);
        Assert.Equal(SupervisionAction.Start, Decide(stopped, Gone).Action);
    }

    [Fact]
    public void Believes_a_process_its_own_word()
    {
        Assert.Equal(ProcessState.Ready, Decide(Running(), Healthy).Next.State);
        Assert.Equal(ProcessState.Unhealthy, Decide(Running(), Healthy with { Health = ProcessHealth.Unhealthy, Detail = "stream lost" }).Next.State);
        Assert.Equal(ProcessState.Starting, Decide(Running(), Healthy with { Health = null, Silence = null }).Next.State);
    }

    [Fact]
    public void A_dead_process_waits_for_its_back_off_before_it_is_started_again()
    {
        var crashed = Decide(Running(), Gone);

        Assert.True(crashed.Crashed);
        Assert.Equal(ProcessState.Restarting, crashed.Next.State);
        Assert.Equal(SupervisionAction.None, SupervisionRules.Decide(crashed.Next, Gone, Policy, Now.AddMilliseconds(100), 1).Action);
        Assert.Equal(SupervisionAction.Start, SupervisionRules.Decide(crashed.Next, Gone, Policy, Now.AddMilliseconds(200), 1).Action);
    }

    [Fact]
    public void The_back_off_doubles_up_to_its_limit_and_jitter_only_shortens_it()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(200), Policy.DelayAfter(1, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(800), Policy.DelayAfter(3, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(400), Policy.DelayAfter(3, 0));
        Assert.Equal(TimeSpan.FromSeconds(10), Policy.DelayAfter(50, 1));
    }

    [Fact]
    public void Gives_up_after_the_sixth_crash_within_a_minute_and_stays_down()
    {
        var process = Running();
        SupervisionDecision decision = new(process, SupervisionAction.None);
        for (var crash = 0; crash < 6; crash++)
            decision = SupervisionRules.Decide(decision.Next with { Identity = Someone }, Gone, Policy, Now.AddSeconds(crash), 0);

        Assert.Equal(SupervisionAction.GiveUp, decision.Action);
        Assert.Equal(ProcessState.Failed, decision.Next.State);
        Assert.Equal(SupervisionAction.None, SupervisionRules.Decide(decision.Next, Gone, Policy, Now.AddHours(1), 0).Action);
    }

    [Theory]
    [InlineData(134, null, "ended with exit code 134: Unhandled exception.")]
    [InlineData(null, 9, "ended by signal 9")]
    [InlineData(null, null, "not known")]
    public void A_crash_tells_how_it_came_as_far_as_it_can_be_known(int? code, int? signal, string words)
    {
        var decision = Decide(Running() with { Detail = "polling" }, Gone with { Ending = new ProcessEnding(code, signal), LastWords = code is null ? null : "Unhandled exception." });

        Assert.Contains(words, decision.Next.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("polling", decision.Next.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_was_killed_because_it_hung_is_said_to_have_hung()
    {
        var killed = Decide(Running(), Healthy with { Silence = TimeSpan.FromSeconds(6) });

        Assert.Contains("hung", Decide(killed.Next, Gone with { Ending = new ProcessEnding(null, 9) }).Next.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Crashes_that_lie_far_apart_do_not_add_up()
    {
        SupervisionDecision decision = new(Running(), SupervisionAction.None);
        for (var crash = 0; crash < 20; crash++)
            decision = SupervisionRules.Decide(decision.Next with { Identity = Someone }, Gone, Policy, Now.AddSeconds(30 * crash), 0);

        Assert.Equal(ProcessState.Restarting, decision.Next.State);
    }

    [Fact]
    public void A_minute_of_health_forgets_the_crashes_before_it()
    {
        var recovered = Running() with { CrashesInARow = 4, ReadySince = Now.AddSeconds(-60) };

        Assert.Equal(0, Decide(recovered, Healthy).Next.CrashesInARow);
        Assert.Equal(4, Decide(recovered with { ReadySince = Now.AddSeconds(-59) }, Healthy).Next.CrashesInARow);
    }

    [Fact]
    public void Kills_a_process_that_lives_but_is_silent()
    {
        var decision = Decide(Running(), Healthy with { Silence = TimeSpan.FromSeconds(5.1) });

        Assert.Equal(SupervisionAction.Kill, decision.Action);
        Assert.Contains("silent", decision.Next.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_proves_nothing_while_the_way_of_the_word_is_down() =>
        Assert.Equal(SupervisionAction.None, Decide(Running(), Healthy with { Silence = TimeSpan.FromMinutes(5), CanBeHeard = false }).Action);

    [Fact]
    public void Kills_a_process_that_was_never_heard_since_its_start()
    {
        var silent = Healthy with { Health = null, Silence = null };

        Assert.Equal(SupervisionAction.None, SupervisionRules.Decide(Running(), silent, Policy, Now.AddSeconds(30), 0).Action);
        Assert.Equal(SupervisionAction.Kill, SupervisionRules.Decide(Running(), silent, Policy, Now.AddSeconds(31), 0).Action);
    }

    [Fact]
    public void A_process_that_a_signal_has_stopped_is_replaced_after_a_moment_though_it_cannot_be_heard()
    {
        var frozen = Healthy with { Stopped = true, CanBeHeard = false };
        var seen = Decide(Running(), frozen);
        Assert.Equal(SupervisionAction.None, seen.Action);

        Assert.Equal(SupervisionAction.None, SupervisionRules.Decide(seen.Next, frozen, Policy, Now.AddMilliseconds(299), 0).Action);
        var decision = SupervisionRules.Decide(seen.Next, frozen, Policy, Now.AddMilliseconds(300), 0);

        Assert.Equal(SupervisionAction.Kill, decision.Action);
        Assert.Contains("frozen", decision.Next.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_was_continued_in_time_is_left_alone()
    {
        var seen = Decide(Running(), Healthy with { Stopped = true });
        var continued = SupervisionRules.Decide(seen.Next, Healthy, Policy, Now.AddMilliseconds(300), 0);

        Assert.Equal(SupervisionAction.None, SupervisionRules.Decide(continued.Next, Healthy with { Stopped = true }, Policy, Now.AddMilliseconds(600), 0).Action);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(77)]
    [InlineData(78)]
    public void A_process_that_its_settings_end_fails_at_once_with_its_own_sentence_and_is_not_started_again(int code)
    {
        var decision = SupervisionRules.Decide(Running(), Gone with { Ending = new ProcessEnding(code, null), LastWords = "Unknown setting Buyer:Sop." }, RestartPolicy.For("buyer"), Now, 0);

        Assert.Equal((SupervisionAction.GiveUp, ProcessState.Failed), (decision.Action, decision.Next.State));
        Assert.Contains("Unknown setting Buyer:Sop.", decision.Next.Detail, StringComparison.Ordinal);
        Assert.Equal(SupervisionAction.None, SupervisionRules.Decide(decision.Next, Gone, RestartPolicy.For("buyer"), Now.AddHours(1), 0).Action);
    }

    [Theory]
    [InlineData("monitor")]
    [InlineData("seller")]
    public void A_guard_that_its_settings_end_says_so_and_is_tried_again_all_the_same(string process)
    {
        var policy = RestartPolicy.For(process);
        var decision = SupervisionRules.Decide(Running() with { Name = process }, Gone with { Ending = new ProcessEnding(2, null), LastWords = "cannot create seller.out" }, policy, Now, 0);

        Assert.Equal((SupervisionAction.GiveUp, ProcessState.Failed), (decision.Action, decision.Next.State));
        Assert.Contains("cannot create seller.out", decision.Next.Detail, StringComparison.Ordinal);
        Assert.Equal(SupervisionAction.None, SupervisionRules.Decide(decision.Next, Gone, policy, Now.AddSeconds(9), 0).Action);
        Assert.Equal(SupervisionAction.Start, SupervisionRules.Decide(decision.Next, Gone, policy, Now.AddSeconds(10), 0).Action);
    }

    [Theory]
    [InlineData("nats-server", 2)]
    [InlineData("simulator", 78)]
    public void The_exit_codes_of_a_server_are_crashes_like_any_other(string server, int code)
    {
        var decision = SupervisionRules.Decide(Running() with { Name = server }, Gone with { Ending = new ProcessEnding(code, null) }, RestartPolicy.For(server), Now, 1);

        Assert.Equal((SupervisionAction.None, ProcessState.Restarting), (decision.Action, decision.Next.State));
        Assert.Equal(SupervisionAction.Start, SupervisionRules.Decide(decision.Next, Gone, RestartPolicy.For(server), Now.AddMilliseconds(200), 1).Action);
    }

    [Fact]
    public void A_supervisor_that_was_frozen_itself_counts_silence_from_its_waking_only()
    {
        var unheard = Healthy with { Silence = TimeSpan.FromMinutes(5), AwakeFor = TimeSpan.FromSeconds(4.9), HearableFor = TimeSpan.FromSeconds(4.9) };

        Assert.Equal(SupervisionAction.None, Decide(Running(), unheard).Action);
        Assert.Equal(SupervisionAction.Kill, Decide(Running(), unheard with { HearableFor = TimeSpan.FromSeconds(5.1) }).Action);
    }

    [Fact]
    public void Who_was_started_while_nobody_could_hear_it_has_its_time_to_be_heard_once_somebody_can()
    {
        var process = Running() with { StartedAt = Now.AddMinutes(-5) };
        var unheard = Healthy with { Health = null, Silence = null, HearableFor = TimeSpan.FromSeconds(29) };

        Assert.Equal(SupervisionAction.None, Decide(process, unheard).Action);
        Assert.Equal(SupervisionAction.Kill, Decide(process, unheard with { HearableFor = TimeSpan.FromSeconds(31) }).Action);
    }

    [Fact]
    public void Who_was_seen_stopped_before_the_supervisor_froze_has_the_same_moment_from_its_waking()
    {
        var stopped = Running() with { StoppedSince = Now.AddMinutes(-1) };
        var frozen = Healthy with { Stopped = true, AwakeFor = TimeSpan.FromMilliseconds(299) };

        Assert.Equal(SupervisionAction.None, Decide(stopped, frozen).Action);
        Assert.Equal(SupervisionAction.Kill, Decide(stopped, frozen with { AwakeFor = TimeSpan.FromMilliseconds(300) }).Action);
    }

    [Theory]
    [InlineData("monitor")]
    [InlineData("seller")]
    [InlineData("nats-server")]
    public void Who_guards_positions_waits_a_second_at_most_and_is_never_given_up_for_good(string process)
    {
        var policy = RestartPolicy.For(process);
        SupervisionDecision decision = new(Running(), SupervisionAction.None);
        for (var crash = 0; crash < 6; crash++)
            decision = SupervisionRules.Decide(decision.Next with { Identity = Someone }, Gone, policy, Now.AddSeconds(crash), 1);

        Assert.Equal(TimeSpan.FromSeconds(1), policy.DelayAfter(6, 1));
        Assert.Equal((SupervisionAction.GiveUp, ProcessState.Failed), (decision.Action, decision.Next.State));
        Assert.Equal(SupervisionAction.None, SupervisionRules.Decide(decision.Next, Gone, policy, Now.AddSeconds(14), 0).Action);
        Assert.Equal(SupervisionAction.Start, SupervisionRules.Decide(decision.Next, Gone, policy, Now.AddSeconds(15), 0).Action);
    }

    private static SupervisionDecision Decide(SupervisedProcess process, Observation seen) => SupervisionRules.Decide(process, seen, Policy, Now, 1);

    private static SupervisedProcess Running() => new() { Name = "buyer", Identity = Someone, State = ProcessState.Starting, StartedAt = Now };
}
