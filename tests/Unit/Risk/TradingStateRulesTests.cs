using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Risk;

namespace Pipeline.Tests.Unit.Risk;

public sealed class TradingStateRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Symbol Apple = new("AAPL");
    private static readonly TradingSight Clear = Sight([]);

    public static TheoryData<TradingCondition> Conditions => [.. Enum.GetValues<TradingCondition>()];

    [Theory]
    [InlineData(TradingCondition.BadKeys, TradingState.Halted)]
    [InlineData(TradingCondition.AccountUnsafe, TradingState.Reducing)]
    [InlineData(TradingCondition.RepeatedRefusals, TradingState.Reducing)]
    [InlineData(TradingCondition.InsufficientFunds, TradingState.Reducing)]
    [InlineData(TradingCondition.VenueMaintenance, TradingState.Reducing)]
    [InlineData(TradingCondition.ClockSkewed, TradingState.Reducing)]
    [InlineData(TradingCondition.ControlUnreadable, TradingState.Halted)]
    [InlineData(TradingCondition.BookDiffers, TradingState.Reducing)]
    [InlineData(TradingCondition.Unprotected, TradingState.Reducing)]
    [InlineData(TradingCondition.ShortPosition, TradingState.Halted)]
    [InlineData(TradingCondition.StageFailed, TradingState.Reducing)]
    [InlineData(TradingCondition.SettingsRefused, TradingState.Reducing)]
    [InlineData(TradingCondition.StoreForeign, TradingState.Halted)]
    [InlineData(TradingCondition.StoreLost, TradingState.Halted)]
    [InlineData(TradingCondition.StoreFull, TradingState.Reducing)]
    [InlineData(TradingCondition.HaltFile, TradingState.Halted)]
    [InlineData(TradingCondition.Operator, TradingState.Reducing)]
    public void A_condition_takes_trading_to_its_state_and_says_why(TradingCondition condition, TradingState state)
    {
        var decision = Decide(Active(), Sight([Raised(condition)]));

        Assert.Equal((state, true, Now), (decision.State, decision.Changes, decision.Since));
        Assert.Equal(condition, Assert.Single(decision.Causes).Condition);
        Assert.StartsWith(TradingStateRules.NameOf(condition), decision.Reason, StringComparison.Ordinal);
        Assert.True(decision.Severity >= EventSeverity.Warning);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Every_condition_has_its_one_row_with_an_advice(TradingCondition condition) =>
        Assert.NotEmpty(Assert.Single(TradingStateTable.Rules, rule => rule.Condition == condition).Advice);

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Only_what_lifts_by_itself_ends_when_whoever_saw_it_no_longer_does(TradingCondition condition)
    {
        var raised = InForce(Decide(Active(), Sight([Raised(condition)])));

        var after = Decide(raised, Clear).State;

        Assert.Equal(TradingStateTable.RuleOf(condition).Lift == ConditionLift.ByItself ? TradingState.Active : raised.State, after);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void The_silence_of_a_process_that_is_not_ready_ends_nothing(TradingCondition condition)
    {
        var raised = InForce(Decide(Active(), Sight([Raised(condition)])));

        Assert.False(Decide(raised, Clear with { Speaking = new HashSet<string>() }).Changes);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Resume_is_refused_while_the_cause_persists_and_says_which(TradingCondition condition)
    {
        var sight = Sight([Raised(condition)]);
        var obstacles = TradingStateRules.ObstaclesToResume(InForce(Decide(Active(), sight)), sight);

        if (TradingStateTable.RuleOf(condition).Lift == ConditionLift.ByResume)
            Assert.Empty(obstacles);
        else
            Assert.StartsWith(TradingStateRules.NameOf(condition), Assert.Single(obstacles), StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_is_refused_while_the_one_who_could_say_that_it_is_over_is_not_ready()
    {
        var halted = InForce(Decide(Active(), Sight([Raised(TradingCondition.BadKeys)])));

        Assert.Contains("not ready", Assert.Single(TradingStateRules.ObstaclesToResume(halted, Clear with { Speaking = new HashSet<string>() })), StringComparison.Ordinal);
        Assert.Empty(TradingStateRules.ObstaclesToResume(halted, Clear));
    }

    [Fact]
    public void A_resume_ends_what_nothing_else_could_end_though_its_stage_still_tells_it()
    {
        var refused = Raised(TradingCondition.RepeatedRefusals);
        var resumed = InForce(TradingStateRules.Resumed(InForce(Decide(Active(), Sight([refused]))), Now.AddMinutes(1)));

        Assert.Equal(TradingState.Active, Decide(resumed, Sight([refused])).State);
        Assert.Equal(TradingState.Reducing, Decide(resumed, Sight([refused with { Since = Now.AddMinutes(2) }])).State);
    }

    [Fact]
    public void The_gravest_cause_rules_and_the_lesser_one_holds_after_it()
    {
        var both = Decide(Active(), Sight([Raised(TradingCondition.ClockSkewed), Raised(TradingCondition.BadKeys)]));

        Assert.Equal(TradingState.Halted, both.State);
        Assert.Equal([TradingCondition.BadKeys, TradingCondition.ClockSkewed], both.Causes.Select(cause => cause.Condition));
        Assert.Contains("And 1 more.", both.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_in_one_symbol_leaves_the_others_alone()
    {
        var differs = Sight([Raised(TradingCondition.BookDiffers) with { Symbol = Apple }]);

        Assert.Equal((TradingState.Active, false), (Decide(Active(), differs).State, Decide(Active(), differs).Changes));
        Assert.Empty(TradingStateRules.ObstaclesToResume(Active(), differs));
        Assert.Equal(TradingState.Reducing, Decide(Active(), Sight([Raised(TradingCondition.Unprotected) with { Symbol = Apple }])).State);
    }

    [Fact]
    public void What_holds_already_is_not_written_again_and_keeps_its_time()
    {
        var raised = InForce(Decide(Active(), Sight([Raised(TradingCondition.VenueMaintenance)])));

        var later = TradingStateRules.Decide(raised, Sight([Raised(TradingCondition.VenueMaintenance) with { Text = "Still.", Since = Now.AddSeconds(30) }]), Now.AddMinutes(1));

        Assert.Equal((false, Now, "It was seen."), (later.Changes, later.Since, later.Causes[0].Text));
    }

    [Fact]
    public void A_state_without_a_cause_is_loosened_by_a_person_only()
    {
        var halted = Active() with { State = TradingState.Halted };

        Assert.Equal((TradingState.Halted, false), (Decide(halted, Clear).State, Decide(halted, Clear).Changes));
        Assert.Equal(TradingState.Active, TradingStateRules.Resumed(halted, Now).State);
    }

    [Fact]
    public void A_new_store_trades()
    {
        var decision = TradingStateRules.Decide(null, Clear, Now);

        Assert.Equal((TradingState.Active, true), (decision.State, decision.Changes));
    }

    [Fact]
    public void What_a_process_tells_stands_against_entering_before_any_control_says_so()
    {
        var (other, bare) = (new Symbol("MSFT"), Raised(TradingCondition.Unprotected) with { Symbol = Apple });
        Assert.True(TradingStateRules.StandsAgainst(Raised(TradingCondition.ShortPosition), Apple, Active()));
        Assert.True(TradingStateRules.StandsAgainst(bare, Apple, Active()));
        Assert.True(TradingStateRules.StandsAgainst(bare, other, Active()));
    }

    [Fact]
    public void What_only_locks_a_symbol_stands_against_that_symbol_alone()
    {
        var differs = Raised(TradingCondition.BookDiffers) with { Symbol = Apple };
        Assert.True(TradingStateRules.StandsAgainst(differs, Apple, current: null));
        Assert.False(TradingStateRules.StandsAgainst(differs, new Symbol("MSFT"), current: null));
        Assert.True(TradingStateRules.StandsAgainst(differs with { Symbol = null }, new Symbol("MSFT"), current: null));
    }

    [Fact]
    public void What_a_resume_has_settled_stands_against_nothing_however_long_it_is_told()
    {
        var refusals = Raised(TradingCondition.RepeatedRefusals);
        Assert.True(TradingStateRules.StandsAgainst(refusals, Apple, Active() with { ResumedAt = Now.AddTicks(-1) }));
        Assert.False(TradingStateRules.StandsAgainst(refusals, Apple, Active() with { ResumedAt = Now }));
    }

    private static TradingDecision Decide(TradingControl current, TradingSight sight) => TradingStateRules.Decide(current, sight, Now);

    private static TradingSight Sight(IReadOnlyList<RaisedCondition> conditions) => new(conditions, new HashSet<string> { Processes.Buyer });

    private static RaisedCondition Raised(TradingCondition condition) => new() { Condition = condition, Process = Processes.Buyer, Text = "It was seen.", Since = Now };

    private static TradingControl Active() => InForce(new TradingDecision(TradingState.Active, [], Now.AddDays(-1), null, "nothing", EventSeverity.Info, true));

    private static TradingControl InForce(TradingDecision decision) => new()
    {
        Id = "trading-1",
        CorrelationId = "trading-1",
        CausationId = "trading-1",
        VenueTime = Now,
        MachineTime = Now,
        State = decision.State,
        Reason = decision.Reason,
        By = "orchestrator",
        Since = decision.Since,
        ResumedAt = decision.ResumedAt,
        Causes = decision.Causes,
    };
}
