using Pipeline.Contracts.Orders;
using Pipeline.Monitor.Handling;
using Pipeline.Tests.Unit.Ledger;

namespace Pipeline.Tests.Unit.Monitor;

public sealed class StreamDoubtTests
{
    private static readonly DateTimeOffset Noon = Venue.Noon;
    private readonly StreamDoubt _doubt = new();

    public StreamDoubtTests() => _doubt.Connected(Noon);

    [Fact]
    public void An_execution_that_was_read_and_is_not_told_within_five_seconds_proves_the_stream_dead()
    {
        _doubt.Read(Executed("one", 10), Noon.AddSeconds(60));
        Assert.Null(_doubt.TakeProof(Noon.AddSeconds(64.9)));
        Assert.Equal("one", _doubt.TakeProof(Noon.AddSeconds(65)));
    }

    [Fact]
    public void An_execution_that_is_told_after_it_was_read_proves_nothing()
    {
        _doubt.Read(Executed("one", 10), Noon.AddSeconds(60));
        _doubt.Told(Executed("one", 10));
        Assert.Null(_doubt.TakeProof(Noon.AddMinutes(5)));
    }

    [Fact]
    public void An_execution_that_was_told_before_it_is_read_proves_nothing()
    {
        _doubt.Told(Executed("one", 10));
        _doubt.Read(Executed("one", 10), Noon.AddSeconds(1));
        Assert.Null(_doubt.TakeProof(Noon.AddMinutes(5)));
    }

    [Fact]
    public void What_was_told_out_of_order_counts_by_the_most_that_was_told()
    {
        _doubt.Told(Executed("one", 10));
        _doubt.Told(Executed("one", 4));
        _doubt.Read(Executed("one", 10), Noon.AddSeconds(1));
        Assert.Null(_doubt.TakeProof(Noon.AddMinutes(5)));
    }

    [Fact]
    public void Less_told_than_read_leaves_the_doubt()
    {
        _doubt.Told(Executed("one", 4));
        _doubt.Read(Executed("one", 10), Noon.AddSeconds(1));
        _doubt.Told(Executed("one", 7));
        Assert.Equal("one", _doubt.TakeProof(Noon.AddSeconds(6)));
    }

    [Fact]
    public void What_was_told_stays_told_across_a_reconnect()
    {
        _doubt.Told(Executed("one", 10));
        _doubt.Lost();
        _doubt.Connected(Noon);
        _doubt.Read(Executed("one", 10), Noon.AddSeconds(1));
        Assert.Null(_doubt.TakeProof(Noon.AddMinutes(5)));
    }

    [Fact]
    public void A_proof_is_given_once_until_the_stream_has_connected_again()
    {
        _doubt.Read(Executed("one", 10), Noon.AddSeconds(1));
        _doubt.Read(Executed("two", 10), Noon.AddSeconds(1));
        Assert.NotNull(_doubt.TakeProof(Noon.AddSeconds(6)));
        _doubt.Read(Executed("three", 10), Noon.AddSeconds(6));
        Assert.Null(_doubt.TakeProof(Noon.AddMinutes(5)));

        _doubt.Lost();
        _doubt.Connected(Noon);
        _doubt.Read(Executed("four", 10), Noon.AddMinutes(6));
        Assert.Equal("four", _doubt.TakeProof(Noon.AddMinutes(7)));
    }

    [Fact]
    public void What_was_executed_before_the_stream_connected_proves_nothing()
    {
        _doubt.Read(Executed("one", 10) with { UpdatedAt = Noon.AddSeconds(-1) }, Noon.AddSeconds(1));
        Assert.Null(_doubt.TakeProof(Noon.AddMinutes(5)));
    }

    [Fact]
    public void Of_very_many_told_orders_the_latest_thousand_are_remembered()
    {
        for (var order = 0; order <= 1_000; order++)
            _doubt.Told(Executed($"order-{order}", 10));
        _doubt.Read(Executed("order-1", 10), Noon.AddSeconds(1));
        Assert.Null(_doubt.TakeProof(Noon.AddMinutes(5)));
        _doubt.Read(Executed("order-0", 10), Noon.AddSeconds(1));
        Assert.Equal("order-0", _doubt.TakeProof(Noon.AddMinutes(5)));
    }

    private static VenueOrder Executed(string id, decimal filled) => Venue.Order(id, OrderSide.Buy, 10, filled) with { UpdatedAt = Noon.AddSeconds(0.5) };
}
