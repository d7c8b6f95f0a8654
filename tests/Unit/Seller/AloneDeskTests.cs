using Pipeline.Broker.Port;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Seller;
using Pipeline.Seller.Alone;

namespace Pipeline.Tests.Unit.Seller;

/// <summary>What the seller makes of positions that it finds at the venue while nobody speaks.</summary>
public sealed class AloneDeskTests
{
    private static readonly SellSignal Exit = Some.Wanted(epoch: 2, want: WantedState.Exit) with { StopPrice = null };
    private static readonly SellSignal Found = Some.Wanted(epoch: 2) with { Id = "meanwhile", TradeId = "the-entry-at-the-venue" };

    private static readonly VenuePosition Position = new(Found.Symbol, 10, 10, 100, 100);

    private readonly AloneDesk _alone = new([]);
    private readonly SymbolDesk _desk = new();

    [Fact]
    public void An_exit_under_way_is_never_taken_back_though_the_trades_do_not_match()
    {
        _desk.Want(Exit, Some.Now);
        Assert.Single(Look());
        Assert.False(Answer(Found));
        Assert.Same(Exit, _desk.Effective);
    }

    [Fact]
    public void An_exit_whose_trade_the_ledger_has_closed_is_over_and_what_is_held_now_is_protected()
    {
        _desk.Want(Exit, Some.Now);
        Look();
        Assert.True(Answer(Found, isClosed: true));
        Assert.Same(Found, _desk.Effective);
    }

    [Fact]
    public void An_exit_remembered_from_an_earlier_life_waits_under_protection_until_somebody_says_that_these_shares_are_its_own()
    {
        var alone = new AloneDesk([Exit]);
        alone.Turn(isAlone: true);
        alone.Take([Position], _ => _desk, [], Some.Now);
        Assert.True(alone.Found(Found.Symbol, Found, _desk, _ => false, Some.Now));
        Assert.Same(Found, _desk.Effective);
        _desk.Want(Exit, Some.Now);
        Assert.Same(Exit, _desk.Effective);
    }

    [Fact]
    public void Shares_that_nobody_has_spoken_of_are_protected()
    {
        Look();
        Assert.True(Answer(Found));
        Assert.Same(Found, _desk.Effective);
        Assert.True(_desk.Begin().IsMeanwhile);
    }

    [Fact]
    public void An_answer_that_comes_when_somebody_speaks_again_is_dropped()
    {
        Look();
        _alone.Turn(isAlone: false);
        Assert.False(Answer(Found));
        Assert.Null(_desk.Effective);
    }

    [Fact]
    public void An_answer_is_dropped_when_something_was_wanted_since_and_the_next_reading_asks_again()
    {
        Look();
        var protect = Some.Wanted(epoch: 3);
        _desk.Want(protect, Some.Now);
        Assert.False(Answer(Found));
        Assert.Same(protect, _desk.Effective);
        Assert.Single(Look());
    }

    [Fact]
    public void What_was_said_said_again_ends_what_was_gone_by_meanwhile()
    {
        var protect = Some.Wanted(epoch: 2);
        _desk.Want(protect, Some.Now);
        _desk.WantMeanwhile(Found, Some.Now);
        Assert.Same(Found, _desk.Effective);
        Assert.True(_desk.Want(protect, Some.Now));
        Assert.Same(protect, _desk.Effective);
    }

    [Fact]
    public void What_is_done_said_again_takes_no_protection_away()
    {
        _desk.Want(Exit, Some.Now);
        _desk.Rest();
        _desk.WantMeanwhile(Found, Some.Now);
        _desk.Want(Exit, Some.Now);
        Assert.Same(Found, _desk.Effective);
    }

    [Fact]
    public void A_request_of_a_symbol_that_nobody_speaks_of_finds_its_end_and_the_symbol_is_flat()
    {
        var wanted = UnsettledSearch.Unspoken(Some.Intent());
        var settings = new ConvergenceSettings();
        var (first, second) = (Empty(Some.Now), Empty(Some.Now.AddSeconds(1)));
        var progress = new Progress().Observe(first, wanted).Observe(second, wanted);
        Assert.IsType<NextStep.Flat>(ExitConvergence.Next(wanted, second, progress, settings, Some.Now, second.ReadAt));
        Assert.True(_desk.Want(wanted, Some.Now));
        Assert.True(_desk.Want(Some.Wanted(epoch: 1), Some.Now));
    }

    private static VenueView Empty(DateTimeOffset at) => new([], Shares.Zero, Shares.Zero, null, null, at);

    private IReadOnlyList<VenuePosition> Look()
    {
        _alone.Turn(isAlone: true);
        return _alone.Take([Position], _ => _desk, [_desk], Some.Now);
    }

    private bool Answer(SellSignal found, bool isClosed = false) => _alone.Found(found.Symbol, found, _desk, _ => isClosed, Some.Now);
}
