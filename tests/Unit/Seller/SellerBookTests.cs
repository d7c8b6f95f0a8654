using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Seller;
using Pipeline.Tests.Unit.Contracts;

namespace Pipeline.Tests.Unit.Seller;

public sealed class SellerBookTests
{
    private readonly SellerBook _book = new() { IsComplete = true };

    [Fact]
    public void What_was_wanted_of_an_earlier_trade_is_void_once_the_book_tells_of_a_later_one()
    {
        _book.Note(Some.Held(10) with { TradeId = "later", Epoch = 5 });

        Assert.Equal("later", _book.NewerTradeThan(Some.Wanted(epoch: 3)));
        Assert.Null(_book.NewerTradeThan(Some.Wanted(epoch: 5) with { TradeId = "later" }));
        Assert.Null(_book.NewerTradeThan(Some.Wanted(epoch: 4) with { TradeId = "later" }));
        Assert.Null(_book.NewerTradeThan(Some.Wanted(epoch: 6) with { TradeId = "the-one-after" }));
    }

    [Fact]
    public void Before_the_books_are_read_nothing_is_void()
    {
        _book.IsComplete = false;
        _book.Note(Some.Held(10) with { TradeId = "later", Epoch = 5 });

        Assert.Null(_book.NewerTradeThan(Some.Wanted(epoch: 3)));
    }

    [Fact]
    public void Stocks_trade_within_the_hours_of_the_newest_day_and_pairs_always_and_so_do_all_while_no_hours_are_known()
    {
        var (today, stock, pair) = (SampleLedger.Session, new Symbol("AAPL"), new Symbol("BTC/USD"));
        Assert.True(_book.Trades(stock, today.ClosesAt));
        Hear(today);
        Hear(today with { Day = today.Day.AddDays(-1), OpensAt = today.OpensAt.AddDays(-1), ClosesAt = today.ClosesAt.AddDays(-1) });

        Assert.Equal([false, true, false], new[] { today.OpensAt.AddTicks(-1), today.OpensAt, today.ClosesAt }.Select(now => _book.Trades(stock, now)));
        Assert.True(_book.Trades(pair, today.ClosesAt));
        Hear(today with { ClosesAt = today.ClosesAt.AddHours(-3) });
        Assert.False(_book.Trades(stock, today.ClosesAt.AddHours(-3)));
    }

    private void Hear(Session session) => Assert.Null(_book.Fold(Subjects.Session(session.Day), ContractsJson.Write(session)));
}
