using Pipeline.Contracts.Control;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Orders;

namespace Pipeline.Tests.Unit.Entries;

public class EntryDeadlinesTests
{
    private static readonly EntryTiming Timing = new();
    private static readonly EntryIntent Intent = Some.Intent();

    [Fact]
    public void A_partial_fill_is_given_its_time_and_then_the_remainder_is_canceled()
    {
        var entry = Working() with { Filled = new(5), FirstExecutionAt = Some.Machine };
        Assert.Null(Reason(entry, Some.Machine.AddSeconds(1.4)));
        Assert.Equal("partial_fill_deadline", Reason(entry, Some.Machine.AddSeconds(1.5)));
    }

    [Fact]
    public void An_entry_without_any_fill_is_canceled_at_its_time_out()
    {
        Assert.Null(Reason(Working(), Some.Machine.AddSeconds(19.9)));
        Assert.Equal("entry_timeout", Reason(Working(), Some.Machine.AddSeconds(20)));
    }

    [Fact]
    public void Halting_cancels_open_entries_and_reducing_lets_them_finish()
    {
        Assert.Equal("trading_halted", Reason(Working(), Some.Machine, TradingState.Halted));
        Assert.Null(Reason(Working(), Some.Machine, TradingState.Reducing));
        Assert.Equal("trading_halted", EntryDeadlines.CancelReason(Working(), Some.Book().Calendar, Facts(Some.Machine) with { HaltFilePresent = true }, Timing));
    }

    [Fact]
    public void Flattening_cancels_what_was_entered_before_it()
    {
        var calendar = Some.Book().Calendar;
        calendar.Fold(Some.Flatten(Some.Apple, Intent.VenueTime.AddTicks(1)));
        Assert.Equal("flattened", EntryDeadlines.CancelReason(Working(), calendar, Facts(Some.Machine), Timing));
    }

    [Fact]
    public void What_has_ended_or_is_complete_or_not_known_to_the_venue_is_left_alone()
    {
        var late = Some.Machine.AddHours(1);
        Assert.Null(Reason(Working() with { Folded = true }, late));
        Assert.Null(Reason(Working() with { Order = TrackedOrder.Initialized.With(Some.Order(Intent, OrderStatus.Canceled, 5)), Filled = new(5) }, late));
        Assert.Null(Reason(Working() with { Filled = Intent.Quantity, FirstExecutionAt = Some.Machine }, late));
        Assert.Null(Reason(new Entry { Intent = Intent }, late));
    }

    [Fact]
    public void What_an_earlier_run_left_partly_filled_is_canceled_as_if_it_had_filled_at_once()
    {
        var heardNow = Working() with { Filled = new(5), FirstExecutionAt = Some.Machine.AddSeconds(4) };
        var facts = Facts(Some.Machine.AddSeconds(4)) with { StartedAt = Some.Machine.AddSeconds(3) };
        Assert.Equal("partial_fill_deadline", EntryDeadlines.CancelReason(heardNow, Some.Book().Calendar, facts, Timing));
        Assert.Null(EntryDeadlines.CancelReason(heardNow, Some.Book().Calendar, facts with { StartedAt = Some.Machine.AddSeconds(-1) }, Timing));
    }

    [Fact]
    public void Nothing_is_left_working_over_the_close_however_fast_venue_time_goes()
    {
        var close = Some.Session().ClosesAt;
        var facts = Facts(Some.Machine.AddSeconds(1));
        Assert.Null(EntryDeadlines.CancelReason(Working(), Some.Book().Calendar, facts with { VenueNow = close.AddTicks(-1) }, Timing));
        Assert.Equal("session_closed", EntryDeadlines.CancelReason(Working(), Some.Book().Calendar, facts with { VenueNow = close }, Timing));
    }

    [Fact]
    public void A_buyer_that_is_replaced_leaves_what_has_no_fill_and_cancels_the_rest_of_what_has()
    {
        var facts = Facts(Some.Machine) with { Ending = BuyerEnding.Replaced };
        var calendar = Some.Book().Calendar;
        Assert.Null(EntryDeadlines.CancelReason(Working(), calendar, facts, Timing));
        Assert.Equal("buyer_ending", EntryDeadlines.CancelReason(Working() with { Filled = new(5), FirstExecutionAt = Some.Machine }, calendar, facts, Timing));
    }

    [Fact]
    public void When_all_ends_nothing_is_left_working() => Assert.Equal(
        "pipeline_ending", EntryDeadlines.CancelReason(Working(), Some.Book().Calendar, Facts(Some.Machine) with { Ending = BuyerEnding.WithAll }, Timing));

    private static EntryCancelFacts Facts(DateTimeOffset now) => new(HaltFilePresent: false, StartedAt: DateTimeOffset.MinValue, VenueNow: Some.Now, MachineNow: now);

    private static Entry Working() => new Entry { Intent = Intent }.Proven(Some.VenueIdOf(Intent), Some.Machine);

    private static string? Reason(Entry entry, DateTimeOffset now, TradingState state = TradingState.Active)
    {
        var calendar = new TradingCalendar();
        calendar.Fold(Some.Trading(state));
        return EntryDeadlines.CancelReason(entry, calendar, Facts(now), Timing);
    }
}
