using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting.Home;
using Pipeline.Seller;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Seller;

/// <summary>What a seller that is asked to end makes of the venue's positions.</summary>
public sealed class LastLookTests : IDisposable
{
    private static readonly SellSignal Protect = Some.Wanted();
    private static readonly NextStep.Protected Protected = new(Protect.Quantity, Protect.Quantity, new Price(90));

    private readonly TemporaryHome _home = new();
    private readonly SilentVenue _venue = new();
    private readonly LeftBehind _left;
    private readonly LastLook _last;
    private readonly SymbolDesk _desk = new();

    public LastLookTests()
    {
        _left = new LeftBehind(PipelineHome.In(_home.Directory, "demo").EnsureWritable(leastFree: 1));
        _last = new LastLook(_venue, _left, new HurriedTime(), NullLogger<LastLook>.Instance);
    }

    public void Dispose()
    {
        _last.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task A_venue_that_is_away_is_asked_until_the_time_is_up_and_what_it_has_not_shown_is_said_to_be_left()
    {
        Assert.Null(await _last.ReadAsync(again: false).InTime("the last look to end"));
        Assert.True(_venue.Asked > 1, "It was asked once only.");
        Assert.False(_last.IsOver);
        _last.Tell();
        Assert.Contains("what was bought last may have no stop", Assert.Single(_left.Read()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_venue_that_comes_back_in_time_is_believed_and_nothing_is_left()
    {
        _venue.AwayFor = 2;
        Assert.Empty((await _last.ReadAsync(again: false))!);
        _last.Uncovered([], _ => null, Some.Now);
        _last.Tell();
        Assert.Equal((3, 0), (_venue.Asked, _left.Read().Count));
    }

    [Fact]
    public void With_nothing_held_it_is_over_at_once()
    {
        Assert.False(_last.IsOver);
        Assert.Empty(_last.Uncovered([], _ => null, Some.Now));
        Assert.True(_last.IsOver);
    }

    [Fact]
    public void Shares_of_which_nobody_has_told_are_not_covered()
    {
        Assert.Single(Look(4));
        Assert.False(_last.IsOver);
    }

    [Fact]
    public void What_is_protected_in_the_quantity_held_is_covered()
    {
        EndWith(Protected);
        Assert.Empty(Look(Protect.Quantity.Value));
        Assert.True(_last.IsOver);
    }

    [Fact]
    public void A_step_that_waits_covers_nothing()
    {
        EndWith(new NextStep.Wait(WaitFor.Retry, Some.Now.AddSeconds(1)));
        Assert.Single(Look(Protect.Quantity.Value));
    }

    [Fact]
    public void More_than_is_protected_is_covered_once_its_desk_has_looked_since()
    {
        EndWith(Protected);
        Assert.Single(Look(Protect.Quantity.Value + 4));
        _desk.Wake(Some.Now);
        Assert.Single(Look(Protect.Quantity.Value + 4));
        EndWith(Protected);
        Assert.Empty(Look(Protect.Quantity.Value + 4));
    }

    private IReadOnlyList<VenuePosition> Look(decimal quantity) => _last.Uncovered([new VenuePosition(Protect.Symbol, quantity, 0, 100, 100)], _ => _desk, Some.Now);

    private void EndWith(NextStep step)
    {
        _desk.Want(Protect, Some.Now);
        var start = _desk.Begin();
        _desk.End(new TurnEnd(start.Wanted, start.Progress, step, [], null, null), TimeSpan.FromSeconds(5), null, Some.Now);
    }
}
