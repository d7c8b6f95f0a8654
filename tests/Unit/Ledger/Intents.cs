using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

internal static class Intents
{
    public static EntryIntent Intent() => new()
    {
        Id = "trade-1",
        CorrelationId = "signal-1",
        CausationId = "signal-1",
        VenueTime = Noon,
        MachineTime = Noon,
        Account = "demo",
        SignalId = "signal-1",
        Strategy = "momentum",
        Symbol = Acme,
        Quantity = new Shares(10),
        LimitPrice = new Price(100),
        StopPrice = new Price(98),
        TakeProfitPrice = new Price(104),
        Reserved = new Money(1000),
        ClientOrderId = "pl-x-entry-0",
        OrderBody = "{}",
        SendBefore = Noon,
        Nonce = "n",
        Facts = new DecisionFacts { Now = Noon, ConfigurationRevision = "r", Folded = new Dictionary<string, ulong>() },
    };

    public static FoldedOrder Folded(string client, OrderRole role) => new()
    {
        VenueOrderId = client,
        ClientOrderId = client,
        Side = role == OrderRole.Entry ? OrderSide.Buy : OrderSide.Sell,
        Ended = true,
        Role = role,
        CumulativeQuantity = new Shares(10),
        CumulativeNotional = new Money(1000),
    };
}
