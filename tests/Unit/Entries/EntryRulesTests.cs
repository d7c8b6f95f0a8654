using Pipeline.Contracts.Control;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;
using static Pipeline.Tests.Unit.Entries.Decided;

namespace Pipeline.Tests.Unit.Entries;

public class EntryRulesTests
{
    [Fact]
    public void Enters_on_an_ordinary_signal_with_whole_shares_and_a_capped_limit()
    {
        var enter = Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question()));

        // 100.02 and 0.1 % above is 100.12002, up to the cent 100.13, below the cap of 100.50; 2000 / 100.13 = 19.97.
        Assert.Equal(new Price(100.13m), enter.Limit);
        Assert.Equal(new Shares(19), enter.Quantity);
        Assert.Equal(new Money(19 * 100.13m), enter.Reserved);
        Assert.Equal(new Price(99.12m), enter.Stop);
        Assert.Equal(new Price(102.14m), enter.TakeProfit);
    }

    [Fact]
    public void Refuses_a_signal_that_has_an_intent()
    {
        var book = Some.Book();
        book.Fold(1, Some.Intent());
        Refused(EntryRefusals.DuplicateSignal, Some.Question(book));
    }

    [Fact]
    public void Refuses_an_expired_signal_and_takes_one_of_exactly_the_highest_age()
    {
        var end = Some.Bar().End;
        var limits = new EntryLimits { SignalMaxAge = Some.Now - end };
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question() with { Limits = limits }));
        Refused(EntryRefusals.SignalExpired, Some.Question() with { Limits = limits with { SignalMaxAge = Some.Now - end - TimeSpan.FromTicks(1) } });
    }

    [Fact]
    public void Refuses_crypto_unless_it_is_switched_on() =>
        Refused(EntryRefusals.AssetClassUnsupported, Some.Question() with { Signal = Some.Signal(new Symbol("BTC/USD")) });

    [Fact]
    public void Refuses_while_the_halt_file_lies_there() => Refused(EntryRefusals.HaltFile, facts => facts with { HaltFilePresent = true });

    [Theory]
    [InlineData(TradingState.Reducing, EntryRefusals.TradingReducing)]
    [InlineData(TradingState.Halted, EntryRefusals.TradingHalted)]
    public void Refuses_unless_trading_is_active(TradingState state, string reason)
    {
        var book = Some.Book();
        book.Calendar.Fold(Some.Trading(state));
        Refused(reason, Some.Question(book));
    }

    [Fact]
    public void Refuses_while_the_trading_state_was_never_read()
    {
        var book = Some.Book();
        book.Calendar.ForgetTrading();
        Refused(EntryRefusals.TradingHalted, Some.Question(book));
    }

    [Fact]
    public void Refuses_a_locked_symbol_until_the_lock_has_run_out()
    {
        var book = Some.Book();
        book.Calendar.Fold(Some.Lock(Some.Now.AddTicks(1)));
        Refused(EntryRefusals.Locked, Some.Question(book));
        book.Calendar.Fold(Some.Lock(Some.Now));
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question(book)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Refuses_a_signal_from_before_a_flatten(bool all)
    {
        var book = Some.Book();
        book.Calendar.Fold(Some.Flatten(all ? null : Some.Apple, Some.Signal().VenueTime.AddTicks(1)));
        Refused(EntryRefusals.Locked, Some.Question(book));
    }

    [Fact]
    public void Takes_a_signal_from_after_a_flatten()
    {
        var book = Some.Book();
        book.Calendar.Fold(Some.Flatten(null, Some.Signal().VenueTime));
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question(book)));
    }

    [Fact]
    public void Refuses_without_a_word_of_the_monitor_within_three_seconds()
    {
        Refused(EntryRefusals.MonitorNotReady, facts => facts with { MonitorReadyAt = null });
        Refused(EntryRefusals.MonitorNotReady, facts => facts with { MonitorReadyAt = Some.Machine.AddSeconds(-3.1) });
    }

    [Fact]
    public void Refuses_without_a_word_of_the_seller_within_three_seconds()
    {
        Refused(EntryRefusals.SellerNotReady, facts => facts with { SellerReadyAt = null });
        Refused(EntryRefusals.SellerNotReady, facts => facts with { SellerReadyAt = Some.Machine.AddSeconds(-3.1) });
    }

    [Fact]
    public void Refuses_on_a_book_or_an_account_that_is_not_current()
    {
        Refused(EntryRefusals.BookNotCurrent, facts => facts with { BookIsCurrent = false });
        Refused(EntryRefusals.BookNotCurrent, facts => facts with { BookCheckedAt = null });
        Refused(EntryRefusals.BookNotCurrent, facts => facts with { BookCheckedAt = Some.Machine.AddSeconds(-3.1) });
        Refused(EntryRefusals.BookNotCurrent, facts => facts with { Account = null });
        Refused(EntryRefusals.BookNotCurrent, facts => facts with { Account = Some.Money(readAt: Some.Machine.AddSeconds(-31)) });
    }

    [Fact]
    public void Refuses_for_an_account_that_may_not_trade() => Refused(EntryRefusals.AccountBlocked, facts => facts with { AccountMayTrade = false });

    [Fact]
    public void Refuses_outside_the_session_and_within_its_buffers()
    {
        var opens = Some.Session().OpensAt;
        var closes = Some.Session().ClosesAt;
        var limits = new EntryLimits { OpeningBuffer = TimeSpan.FromMinutes(5), ClosingBuffer = TimeSpan.FromMinutes(15), SignalMaxAge = TimeSpan.FromDays(1) };
        string? At(DateTimeOffset now) => (EntryRules.Decide(Some.Question() with { Facts = Some.Facts() with { Now = now, Quote = Some.Quote(at: now) }, Limits = limits }) as EntryDecision.Refuse)?.Reason;

        Assert.Equal(EntryRefusals.OutsideSession, At(opens.AddTicks(-1)));
        Assert.Equal(EntryRefusals.OutsideSession, At(opens.AddMinutes(5).AddTicks(-1)));
        Assert.Null(At(opens.AddMinutes(5)));
        Assert.Null(At(closes.AddMinutes(-15).AddTicks(-1)));
        Assert.Equal(EntryRefusals.NearClose, At(closes.AddMinutes(-15)));
        Assert.Equal(EntryRefusals.OutsideSession, At(closes));
    }

    [Fact]
    public void Refuses_a_symbol_that_cools_down()
    {
        var book = Some.Book();
        book.Calendar.Fold(Some.Cooldown(Some.Now.AddTicks(1)));
        Refused(EntryRefusals.CooledDown, Some.Question(book));
        book.Calendar.Fold(Some.Cooldown(Some.Now));
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question(book)));
    }

    [Fact]
    public void Refuses_a_symbol_with_an_open_entry_of_another_signal()
    {
        var book = Some.Book();
        book.Fold(1, Some.Intent(signalId: "another"));
        Refused(EntryRefusals.SymbolOccupied, Some.Question(book));
    }

    [Fact]
    public void Refuses_a_symbol_that_is_held()
    {
        var book = Some.Book();
        book.Fold(Some.Position(Some.Intent(signalId: "another"), quantity: 1, ended: true));
        Refused(EntryRefusals.SymbolOccupied, Some.Question(book));
    }

    [Fact]
    public void Counts_positions_and_open_entries_once_each_against_the_slots()
    {
        var book = Some.Book();
        var held = Some.Intent(new Symbol("HELD"), signalId: "held");
        book.Fold(1, held);
        book.Fold(Some.Position(held, quantity: 5, ended: false));
        book.Fold(2, Some.Intent(new Symbol("OPEN"), signalId: "open"));

        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question(book) with { Limits = new EntryLimits { MaxPositions = 3 } }));
        Refused(EntryRefusals.TooManyPositions, Some.Question(book) with { Limits = new EntryLimits { MaxPositions = 2 } });
    }

    [Fact]
    public void Refuses_more_orders_a_minute_than_allowed()
    {
        var book = Some.Book();
        book.Fold(1, Some.Intent(new Symbol("MSFT"), signalId: "one", at: Some.Machine.AddSeconds(-59)));
        var limits = new EntryLimits { MaxOrdersPerMinute = 1 };
        Refused(EntryRefusals.TooManyOrdersPerMinute, Some.Question(book) with { Limits = limits });
        var later = Some.Facts() with { MachineNow = Some.Machine.AddSeconds(1), MonitorReadyAt = Some.Machine, SellerReadyAt = Some.Machine };
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question(book) with { Limits = limits, Facts = later }));
    }
}
