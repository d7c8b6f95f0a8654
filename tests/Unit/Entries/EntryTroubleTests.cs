using Pipeline.Contracts.Control;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;

namespace Pipeline.Tests.Unit.Entries;

public class EntryTroubleTests
{
    private static readonly Money Cost = new(2_000m);
    private static readonly DateTimeOffset Now = Some.Machine;
    private readonly EntryTrouble _trouble = new();

    [Fact]
    public void Refused_keys_stand_until_the_venue_takes_them_again()
    {
        _trouble.Refused(Refusal(EntryRefusalMeaning.BadKeys, 401, null, "unauthorized."), Cost, Now);
        Stands(TradingCondition.BadKeys);
        _trouble.AccountRead(Some.Money(), Cost);
        Stands();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void An_account_that_may_not_be_read_is_told_as_bad_keys(int status)
    {
        _trouble.AccountUnread(status, "forbidden.", Now, Now);
        Stands(TradingCondition.BadKeys);
    }

    [Fact]
    public void Three_refusals_of_one_kind_in_a_row_stand_until_a_person_resumes()
    {
        _trouble.Refused(Refusal(text: "asset \"AAA\" is not active"), Cost, Now);
        _trouble.Refused(Refusal(text: "asset \"BBB\" is not active"), Cost, Now);
        Stands();
        _trouble.Refused(Refusal(text: "asset \"CCC\" is not active"), Cost, Now);
        Stands(TradingCondition.RepeatedRefusals);
        _trouble.Accepted();
        _trouble.Resumed(Now.AddTicks(-1));
        Stands(TradingCondition.RepeatedRefusals);
        _trouble.Resumed(Now);
        Stands();
    }

    [Fact]
    public void Refusals_of_other_kinds_and_an_entry_in_between_begin_the_count_anew()
    {
        _trouble.Refused(Refusal(text: "one"), Cost, Now);
        _trouble.Refused(Refusal(text: "one"), Cost, Now);
        _trouble.Refused(Refusal(text: "other"), Cost, Now);
        _trouble.Refused(Refusal(text: "one"), Cost, Now);
        _trouble.Refused(Refusal(text: "one"), Cost, Now);
        _trouble.Accepted();
        _trouble.Refused(Refusal(text: "one"), Cost, Now);
        Stands();
    }

    [Fact]
    public void Missing_money_stands_until_a_later_reading_shows_enough_for_what_was_refused()
    {
        _trouble.Refused(Refusal(EntryRefusalMeaning.NoMoney, 403, 40310000, "insufficient buying power"), Cost, Now);
        _trouble.AccountRead(Some.Money(readAt: Now), new Money(10));
        _trouble.AccountRead(Some.Money(buyingPower: 1_999m, readAt: Now.AddTicks(1)), new Money(10));
        Stands(TradingCondition.InsufficientFunds);
        _trouble.AccountRead(Some.Money(buyingPower: 2_000m, readAt: Now.AddTicks(1)), new Money(10));
        Stands();
    }

    [Fact]
    public void A_venue_that_shows_no_account_for_ten_seconds_is_in_maintenance_until_it_does()
    {
        _trouble.AccountUnread(null, "503", Now, Now.AddSeconds(9));
        Stands();
        _trouble.AccountUnread(null, "503", Now.AddSeconds(9), Now.AddSeconds(10));
        Stands(TradingCondition.VenueMaintenance);
        _trouble.AccountRead(Some.Money(), Cost);
        Stands();
    }

    [Fact]
    public void Two_entries_in_a_row_that_end_in_the_venues_own_trouble_tell_maintenance_at_once()
    {
        _trouble.Unanswered(503, Now);
        _trouble.Unanswered(null, Now);
        Stands();
        _trouble.Unanswered(504, Now);
        Stands(TradingCondition.VenueMaintenance);
    }

    [Fact]
    public void A_clock_is_wrong_when_two_readings_in_a_row_say_so_and_right_again_after_one()
    {
        _trouble.ClockRead(TimeSpan.FromSeconds(3), Now);
        _trouble.ClockRead(TimeSpan.FromSeconds(2), Now);
        _trouble.ClockRead(TimeSpan.FromSeconds(-3), Now);
        Stands();
        _trouble.ClockRead(TimeSpan.FromSeconds(-3), Now);
        Stands(TradingCondition.ClockSkewed);
        _trouble.ClockRead(TimeSpan.Zero, Now);
        Stands();
    }

    [Fact]
    public void A_control_that_cannot_be_read_and_an_account_that_is_not_safe_stand_until_they_are()
    {
        _trouble.ControlRead("not JSON", Now);
        _trouble.LongOnly(false, "no_shorting is off", Now);
        Stands(TradingCondition.AccountUnsafe, TradingCondition.ControlUnreadable);
        _trouble.ControlRead(null, Now);
        _trouble.LongOnly(true, "", Now);
        Stands();
    }

    [Fact]
    public void While_anything_stands_every_signal_is_refused_with_its_name()
    {
        var refusal = Decided.Refused(EntryRefusals.ConditionStands, facts => facts with { Conditions = ["bad_keys"] });
        Assert.Equal("bad_keys", refusal.Facts["condition"]);
    }

    [Fact]
    public void A_clock_differs_only_by_what_the_way_of_the_question_does_not_explain()
    {
        Assert.Equal(TimeSpan.Zero, ClockDifference.Of(Now, Now.AddSeconds(3), Now.AddSeconds(1), speed: 1));
        Assert.Equal(TimeSpan.FromSeconds(4), ClockDifference.Of(Now, Now.AddSeconds(3), Now.AddSeconds(-4), speed: 1));
        Assert.Equal(TimeSpan.FromSeconds(-5), ClockDifference.Of(Now, Now.AddSeconds(3), Now.AddSeconds(8), speed: 1));
        Assert.Equal(TimeSpan.FromSeconds(-1), ClockDifference.Of(Now, Now, Now.AddSeconds(60), speed: 60));
        Assert.Equal(TimeSpan.FromSeconds(1), ClockDifference.Of(Now, Now, Now.AddSeconds(-1), speed: 0));
    }

    private void Stands(params TradingCondition[] conditions) => Assert.Equal(conditions, _trouble.All.Keys);

    private static EntryRefusal Refusal(EntryRefusalMeaning meaning = EntryRefusalMeaning.Order, int status = 422, int? code = 42210000, string text = "refused") => new(status, code, text, meaning);
}
