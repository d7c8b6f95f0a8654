using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Seller;

namespace Pipeline.Tests.Unit.Seller;

public sealed class SellerEndingTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;
    private readonly SellerBook _book = new();

    [Fact]
    public void With_nothing_under_way_it_ends_at_once()
    {
        Assert.True(MayEnd(AtOnce));
        _book.Note(Some.Held(10));
        Assert.True(MayEnd(AtOnce, Some.Wanted()));
    }

    [Fact]
    public void What_is_said_is_brought_about_first() => Assert.False(MayEnd(AtOnce, Some.Wanted(), isIdle: false));

    [Fact]
    public void A_request_without_an_end_is_waited_for()
    {
        _book.Note(Some.Intent());
        Assert.False(MayEnd(AtOnce));
        _book.Note(Some.Answer());
        Assert.True(MayEnd(AtOnce));
    }

    [Fact]
    public void A_buy_that_is_filled_in_part_is_waited_for_until_it_has_ended()
    {
        var buy = Some.Buy(filled: 4);
        _book.Note(buy);
        Assert.False(MayEnd(AtOnce));
        _book.Note(buy with { Status = OrderStatus.Canceled });
        Assert.True(MayEnd(AtOnce));
        _book.Note(buy);
        Assert.True(MayEnd(AtOnce), "An old word counted more than the end.");
    }

    [Fact]
    public void Shares_that_nobody_has_spoken_of_yet_are_waited_for_a_moment_only()
    {
        _book.Note(Some.Held(4));
        Assert.False(MayEnd(AtOnce, Some.Wanted()));
        Assert.True(MayEnd(TimeSpan.FromSeconds(1.1), Some.Wanted()));
    }

    [Fact]
    public void Whatever_stands_it_ends_before_the_host_ends_it() => Assert.True(MayEnd(TimeSpan.FromSeconds(5.1), isIdle: false));

    [Fact]
    public void It_does_not_end_on_what_it_was_told_before_the_venue_was_asked() => Assert.False(MayEnd(AtOnce, hasLooked: false));

    private bool MayEnd(TimeSpan asked, SellSignal? wanted = null, bool isIdle = true, bool hasLooked = true) =>
        SellerEnding.MayEnd(_book, _ => wanted, isIdle, hasLooked, asked);
}
