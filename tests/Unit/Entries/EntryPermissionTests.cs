using Pipeline.Contracts.Control;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;

namespace Pipeline.Tests.Unit.Entries;

public class EntryPermissionTests
{
    private static readonly EntryIntent Intent = Some.Intent();

    [Fact]
    public void A_stored_intent_may_leave_while_trading_is_active_and_nothing_stands_against_it() => Assert.Null(WhyNot(Some.Book().Calendar));

    [Fact]
    public void The_halt_file_keeps_it() => Assert.Equal("the halt file is set", WhyNot(Some.Book().Calendar, haltFile: true));

    [Theory]
    [InlineData(TradingState.Reducing)]
    [InlineData(TradingState.Halted)]
    public void It_stays_unless_trading_is_active(TradingState state)
    {
        var calendar = Some.Book().Calendar;
        calendar.Fold(Some.Trading(state));
        Assert.NotNull(WhyNot(calendar));
    }

    [Fact]
    public void It_stays_while_the_trading_state_is_not_known()
    {
        Assert.NotNull(WhyNot(new TradingCalendar()));
        var calendar = Some.Book().Calendar;
        calendar.ForgetTrading();
        Assert.NotNull(WhyNot(calendar));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_flatten_after_its_decision_keeps_it_and_one_before_does_not(bool all)
    {
        var calendar = Some.Book().Calendar;
        calendar.Fold(Some.Flatten(all ? null : Some.Apple, Intent.VenueTime));
        Assert.Null(WhyNot(calendar));
        calendar.Fold(Some.Flatten(all ? null : Some.Apple, Intent.VenueTime.AddTicks(1)));
        Assert.NotNull(WhyNot(calendar));
    }

    [Fact]
    public void A_flatten_of_another_symbol_does_not_concern_it()
    {
        var calendar = Some.Book().Calendar;
        calendar.Fold(Some.Flatten(new Symbol("MSFT"), Intent.VenueTime.AddTicks(1)));
        Assert.Null(WhyNot(calendar));
    }

    [Fact]
    public void A_lock_keeps_it_until_it_has_run_out()
    {
        var calendar = Some.Book().Calendar;
        calendar.Fold(Some.Lock(Some.Now.AddTicks(1)));
        Assert.NotNull(WhyNot(calendar));
        calendar.Fold(Some.Lock(Some.Now));
        Assert.Null(WhyNot(calendar));
    }

    [Fact]
    public void What_was_asked_for_before_does_not_change_with_the_controls()
    {
        var calendar = Some.Book().Calendar;
        var before = calendar.Permission;
        calendar.Fold(Some.Trading(TradingState.Halted));
        calendar.Fold(Some.Lock(Some.Now.AddTicks(1)));
        Assert.Null(before.WhyNotSend(Intent, haltFilePresent: false, Some.Now));
    }

    private static string? WhyNot(TradingCalendar calendar, bool haltFile = false) => calendar.Permission.WhyNotSend(Intent, haltFile, Some.Now);
}
