using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Intents;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class ScantWordTests
{
    [Fact]
    public void Knows_an_order_by_an_earlier_word_when_a_later_one_leaves_out_its_id_or_its_kind()
    {
        var origins = new OrderOrigins();
        origins.Hear(Intent());
        var stop = Order("stop", OrderSide.Sell, 10, status: OrderStatus.Held, type: OrderType.Stop, stop: 98);
        var entry = Order("entry", OrderSide.Buy, 10, client: "pl-x-entry-0") with { Legs = [stop] };
        origins.Hear(entry);

        Assert.Equal(Entry, origins.Of(entry with { ClientOrderId = "", Legs = [] }));
        var sold = stop with { Type = OrderType.Unrecognized, StopPrice = null, ClientOrderId = "", FilledQuantity = new Shares(10), Status = OrderStatus.Filled };
        Assert.Equal(new OrderOrigin(OrderRole.Stop, "trade-1"), origins.Of(sold));
        origins.Hear(sold);
        Assert.Equal((OrderStatus.Filled, OrderType.Stop, new Price(98)), (origins.Orders["stop"].Status, origins.Orders["stop"].Type, origins.Orders["stop"].StopPrice));
    }
}
