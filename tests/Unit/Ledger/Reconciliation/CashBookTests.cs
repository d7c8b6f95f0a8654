using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger.Reconciliation;

public sealed class CashBookTests
{
    private static readonly Execution Buy = Execution("entry", OrderSide.Buy, 10, 100, 10, 100);
    private static readonly Execution Sell = Execution("exit", OrderSide.Sell, 10, 101, 10, 110);

    private static readonly VenueOrder BuyOrder = Order("entry", OrderSide.Buy, 10, 10, 100, OrderStatus.Filled);

    [Fact]
    public void Begins_when_two_readings_agree_and_nothing_was_executed_since_well_before_the_first()
    {
        var book = Begun();

        Assert.Equal((new Money(10_000), Noon.AddSeconds(10)), (book.Baseline, book.Since));
    }

    [Fact]
    public void Does_not_begin_while_something_is_executed_or_the_money_moves()
    {
        var justBefore = Execution("entry", OrderSide.Buy, 10, 100, 10, 9);

        Assert.Null(CashBook.Empty.Begin(Reading(10_000, 10)).Begin(Reading(10_000, 20, justBefore)).Baseline);
        Assert.Null(CashBook.Empty.Begin(Reading(10_000, 10)).Begin(Reading(9_000, 20)).Baseline);
        Assert.NotNull(CashBook.Empty.Begin(Reading(10_000, 10)).Begin(Reading(9_000, 20)).Begin(Reading(9_000, 30)).Baseline);
    }

    [Fact]
    public void Agrees_with_money_that_the_executions_explain_each_counted_once()
    {
        var book = Begun().Take(Reading(9_000, 105, Buy)).Take(Reading(10_010, 115, Buy, Sell)).Take(Reading(10_010, 120, Sell));

        Assert.Null(book.Compare(new Money(10_010)));
        Assert.Equal(new Finding(FindingKind.CashDiffers, null, null, 10_010, 10_000), book.Compare(new Money(10_000)));
    }

    [Fact]
    public void Fees_payments_and_what_was_taken_back_count()
    {
        var fee = new AccountActivity("fee", "FEE", null, 0, new Money(-0.5m), Noon.AddSeconds(111));
        var book = Begun().Take(Reading(9_000, 105, Buy) with { Activities = [fee] }).Amend(CashAmendment.Of(BuyOrder, Amended("bust", AdjustmentKind.Bust, 4, 100), Empty));

        Assert.Null(book.Compare(new Money(9_399.5m)));
    }

    [Fact]
    public void What_is_listed_for_the_first_time_counts_whatever_its_day_and_what_was_listed_at_the_beginning_does_not()
    {
        var (old, late) = (Activity("old", -1, day: 0), Activity("late", -0.5m, day: -1));
        var begun = CashBook.Empty.Begin(Reading(10_000, 10) with { Activities = [old] }).Begin(Reading(10_000, 20) with { Activities = [old] });
        var restarted = CashBook.Empty.Resume(begun.Baseline!.Value, begun.Since, begun.Known);

        Assert.All([begun, restarted], book => Assert.Null(book.Take(Reading(9_999.5m, 105) with { Activities = [old, late] }).Compare(new Money(9_999.5m))));
    }

    [Fact]
    public void Does_not_begin_while_an_activity_is_new()
    {
        var late = Activity("late", -0.5m, day: -1);

        Assert.Null(CashBook.Empty.Begin(Reading(10_000, 10)).Begin(Reading(10_000, 20) with { Activities = [late] }).Baseline);
    }

    [Fact]
    public void What_was_taken_back_counts_the_same_when_it_is_told_before_the_beginning_is_taken_up_again_and_again_after()
    {
        var bust = CashAmendment.Of(BuyOrder, Amended("bust", AdjustmentKind.Bust, 4, 100), Empty);
        var old = CashAmendment.Of(BuyOrder, Amended("old", AdjustmentKind.Bust, 4, 100, second: 5), Empty);
        var book = CashBook.Empty.Amend(bust).Amend(old).Resume(new Money(10_000), Noon.AddSeconds(10), []).Take(Reading(9_400, 105, Buy)).Amend(bust);

        Assert.Null(book.Compare(new Money(9_400)));
        Assert.NotNull(book.Compare(new Money(9_000)));
    }

    [Fact]
    public void A_corrected_price_counts_although_its_trade_is_recorded()
    {
        var sold = Order("exit", OrderSide.Sell, 10, 10, 103, OrderStatus.Filled);
        var book = Begun().Amend(CashAmendment.Of(sold, Amended("correction", AdjustmentKind.Correction, 10, 103), Empty)).Take(Reading(10_030, 115, Buy, Sell));

        Assert.Null(book.Compare(new Money(10_030)));
    }

    [Fact]
    public void What_was_before_the_beginning_does_not_count() =>
        Assert.Null(Begun().Take(Reading(10_000, 30, Execution("old", OrderSide.Buy, 10, 100, 10, 5))).Compare(new Money(10_000)));

    [Fact]
    public void The_venue_may_round_to_the_cent_at_each_execution()
    {
        var book = Begun().Take(Reading(9_000, 105, Buy));

        Assert.Null(book.Compare(new Money(9_000.02m)));
        Assert.NotNull(book.Compare(new Money(9_000.03m)));
    }

    [Fact]
    public void Nothing_is_said_before_there_was_a_beginning() => Assert.Null(CashBook.Empty.Take(Reading(10_000, 10, Buy)).Compare(new Money(1)));

    private static AccountActivity Activity(string id, decimal dollars, int day) => new(id, "FEE", null, 0, new Money(dollars), new DateTimeOffset(Noon.Date, TimeSpan.Zero).AddDays(day));

    private static ExecutionAmendment Amended(string id, AdjustmentKind kind, decimal quantity, decimal price, int second = 112) =>
        new() { Id = id, Kind = kind, Quantity = new Shares(quantity), Price = new Price(price), At = Noon.AddSeconds(second) };

    private static CashBook Begun() => CashBook.Empty.Begin(Reading(10_000, 10)).Begin(Reading(10_000, 20));

    private static CashReading Reading(decimal cash, int second, params Execution[] executions) => new(new Money(cash), Noon.AddSeconds(second), executions, []);
}
