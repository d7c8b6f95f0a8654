using Pipeline.Seller;

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
}
