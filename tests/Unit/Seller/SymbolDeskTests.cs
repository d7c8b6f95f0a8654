using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Seller;

namespace Pipeline.Tests.Unit.Seller;

/// <summary>How often a symbol is looked at.</summary>
public sealed class SymbolDeskTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly SymbolDesk _desk = new();

    [Fact]
    public void Looks_that_find_nothing_to_do_slow_down()
    {
        _desk.Want(Some.Wanted(), Some.Now);
        Assert.Equal([Poll, Poll, Poll, Poll, Slow], Waits(5, new Progress()));
    }

    [Fact]
    public void A_step_that_sent_something_begins_the_count_anew()
    {
        _desk.Want(Some.Wanted(), Some.Now);
        Waits(5, new Progress());
        End(new NextStep.SellMarket(new Shares(10)), new Progress());
        Assert.Equal([Poll, Poll, Poll, Poll, Slow], Waits(5, new Progress()));
    }

    [Fact]
    public void Bare_shares_that_are_to_be_protected_are_looked_at_without_slowing_at_first()
    {
        _desk.Want(Some.Wanted(), Some.Now);
        Assert.All(Waits(20, new Progress { UncoveredSince = Some.Now.AddSeconds(-29) }), wait => Assert.Equal(Poll, wait));
        Assert.Equal(Slow, Waits(5, new Progress { UncoveredSince = Some.Now.AddSeconds(-30) })[^1]);
    }

    [Fact]
    public void Shares_on_their_way_out_need_no_haste()
    {
        _desk.Want(Some.Wanted(want: WantedState.Exit), Some.Now);
        Assert.Equal(Slow, Waits(5, new Progress { UncoveredSince = Some.Now })[^1]);
    }

    private List<TimeSpan> Waits(int turns, Progress progress) => [.. Enumerable.Range(0, turns).Select(_ => End(new NextStep.Wait(WaitFor.FreeShares, Some.Now + Poll), progress))];

    private TimeSpan End(NextStep step, Progress progress)
    {
        var start = _desk.Begin();
        _desk.End(new TurnEnd(start.Wanted, progress, step, [], null, null), TimeSpan.FromSeconds(60), null, Some.Now);
        return _desk.DueAt - Some.Now;
    }
}
