using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;
using Pipeline.Tests.Unit.Ledger;

namespace Pipeline.Tests.Unit.Exits.Rules;

public sealed class WantedSignalTests
{
    [Fact]
    public void Wants_protection_for_what_was_bought()
    {
        var position = WantedSignal.Advance(Venue.Empty, Venue.Bought());

        var wanted = WantedSignal.Of(position, "signal-1")!;

        Assert.Equal(1, wanted.Epoch);
        Assert.Equal("sell-demo-ACME-1", wanted.Id);
        Assert.Equal(WantedState.Protect, wanted.Want);
        Assert.Equal(new Shares(10), wanted.Quantity);
        Assert.Equal(new Price(98), wanted.StopPrice);
        Assert.Equal(new Price(104), wanted.TakeProfitPrice);
        Assert.Equal("entry", wanted.EntryVenueOrderId);
        Assert.True(wanted.EntryEnded);
    }

    [Fact]
    public void Wants_nothing_of_a_symbol_that_was_never_held()
    {
        var unfilled = PositionFold.Update(Venue.Empty, Venue.Order("entry", OrderSide.Buy, 10, status: OrderStatus.Canceled), null, Venue.Entry, Venue.Noon).Position;

        Assert.Null(WantedSignal.Of(unfilled, ""));
        Assert.Equal(0, WantedSignal.Advance(Venue.Empty, unfilled).Epoch);
    }

    [Fact]
    public void Keeps_the_epoch_while_the_same_is_wanted_and_raises_it_by_one_with_each_change()
    {
        var first = WantedSignal.Advance(Venue.Empty, Venue.Bought());
        var peak = WantedSignal.Advance(first, first with { Peak = new Price(101) });
        var moved = WantedSignal.Advance(peak, WantedChange.MoveStop(peak, new Price(99)));
        var said = WantedSignal.Advance(moved, moved, again: true);
        var leaving = WantedSignal.Advance(said, WantedChange.Leave(said, ExitReason.TimeLimit, Venue.Noon));

        Assert.Equal([1, 1, 2, 3, 4], new[] { first, peak, moved, said, leaving }.Select(position => position.Epoch));
    }

    [Fact]
    public void Wants_an_exit_of_zero_shares_when_the_venue_closed_it()
    {
        var bought = WantedSignal.Advance(Venue.Empty, Venue.Bought());
        var stopped = PositionFold.Update(
            bought, Venue.Order("stop", OrderSide.Sell, 10, 10, 98, OrderStatus.Filled, stop: 98), Venue.Execution("stop", OrderSide.Sell, 10, 98, 10, 9), Venue.Stop, Venue.Noon).Position;

        var wanted = WantedSignal.Of(WantedSignal.Advance(bought, stopped), "signal-1")!;

        Assert.Equal((WantedState.Exit, Shares.Zero, ExitReason.VenueStop, 2L), (wanted.Want, wanted.Quantity, wanted.Reason, wanted.Epoch));
        Assert.Null(wanted.StopPrice);
    }

    [Fact]
    public void Can_be_said_again_word_for_word_from_the_stored_position()
    {
        var position = WantedSignal.Advance(Venue.Empty, WantedChange.Leave(Venue.Bought(), ExitReason.Deceleration, Venue.Noon.AddSeconds(30)));

        var restored = ContractsJson.Read<Position>(ContractsJson.Write(position));

        Assert.Equal(WantedSignal.Of(position, "signal-1"), WantedSignal.Of(restored, "signal-1"));
        Assert.Equal(position.Epoch, WantedSignal.Advance(position, restored).Epoch);
    }

    [Fact]
    public void Gives_each_partial_execution_of_the_entry_its_own_epoch()
    {
        var half = WantedSignal.Advance(Venue.Empty, PositionFold.Update(
            Venue.Empty, Venue.Order("entry", OrderSide.Buy, 10, 5, 100, OrderStatus.PartiallyFilled), Venue.Execution("entry", OrderSide.Buy, 5, 100, 5, 0), Venue.Entry, Venue.Noon).Position);
        var whole = WantedSignal.Advance(half, PositionFold.Update(
            half, Venue.Order("entry", OrderSide.Buy, 10, 10, 100, OrderStatus.Filled), Venue.Execution("entry", OrderSide.Buy, 5, 100, 10, 1), Venue.Entry, Venue.Noon).Position);

        Assert.False(WantedSignal.Of(half, "")!.EntryEnded);
        Assert.True(WantedSignal.Of(whole, "")!.EntryEnded);
        Assert.Equal([1, 2], new[] { half.Epoch, whole.Epoch });
    }

    [Theory]
    [InlineData(50, 50, 49, 52)]
    [InlineData(50, 40, 39.2, 52)]
    [InlineData(50, 60, 49, 62.4)]
    public void Protects_what_it_adopts_around_cost_and_market(double cost, double market, double stop, double profit) => Assert.Equal(
        (new Price((decimal)stop), new Price((decimal)profit)), WantedChange.ForAdopted(new Price((decimal)cost), new Price((decimal)market), 0.02m, 0.04m));
}
