using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using static Pipeline.Tests.Unit.Contracts.SampleMessages;

namespace Pipeline.Tests.Unit.Contracts;

/// <summary>One message of each type of the ledger with every field set.</summary>
internal static class SampleLedger
{
    public static readonly Position Position = new()
    {
        Id = "position-9",
        CorrelationId = SampleMessages.SignalId,
        CausationId = "update-1",
        VenueTime = Now,
        MachineTime = Machine,
        Account = Account,
        Symbol = Berkshire,
        Quantity = new Shares(4),
        TradeId = IntentId,
        Strategy = "momentum",
        BoughtQuantity = new Shares(4),
        BoughtNotional = new Money(1923.2m),
        SoldQuantity = Shares.Zero,
        SoldNotional = Money.Zero,
        OpenedAt = Now,
        ClosedAt = Now.AddHours(1),
        InitialStop = new Price(470m),
        WantedStop = new Price(475.5m),
        TakeProfit = new Price(500m),
        Peak = new Price(485m),
        Trough = new Price(472m),
        TrailingActive = true,
        BreakevenReached = true,
        ExitReason = ExitReason.StopLoss,
        ExitDeadline = Now.AddSeconds(5),
        Epoch = 7,
        Orders =
        [
            new FoldedOrder
            {
                VenueOrderId = "9b7e7a7c-0001", ClientOrderId = ClientOrderId.For(Account, SampleMessages.SignalId, "entry", 0), Side = OrderSide.Buy, Role = OrderRole.Entry,
                CumulativeQuantity = new Shares(4), CumulativeNotional = new Money(1923.2m), Ended = true,
                TradeId = IntentId, StopPrice = new Price(470m), FirstExecutionAt = Now, LastExecutionAt = Now.AddSeconds(1), SubmittedAt = Now,
            },
        ],
        Adjustments = [new PositionAdjustment { Id = "adjustment-1", Kind = AdjustmentKind.FeeInKind, QuantityChange = -0.000000001m, Price = new Price(480m), Amends = OrderSide.Buy, NotionalChange = new Money(-1m), At = Now }],
    };

    public static readonly Trade Trade = new()
    {
        Id = "trade-1",
        CorrelationId = SampleMessages.SignalId,
        CausationId = "position-9",
        VenueTime = Now,
        MachineTime = Machine,
        Account = Account,
        TradeId = IntentId,
        SignalId = SampleMessages.SignalId,
        Strategy = "momentum",
        Symbol = Berkshire,
        Quantity = new Shares(4),
        EntryPrice = new Price(480.8m),
        ExitPrice = new Price(479.3m),
        EntryAt = Now,
        ExitAt = Now.AddHours(1),
        ExitReason = ExitReason.VenueStop,
        Profit = new Money(-6m),
    };

    public static readonly Cooldown Cooldown = new()
    {
        Id = "cooldown-1",
        CorrelationId = SampleMessages.SignalId,
        CausationId = "trade-1",
        VenueTime = Now,
        MachineTime = Machine,
        Symbol = new Symbol("BTC/USD"),
        Until = Now.AddMinutes(15),
        TradeId = IntentId,
    };

    public static readonly Session Session = new()
    {
        Id = "session-2026-11-23",
        CorrelationId = "session-2026-11-23",
        CausationId = "calendar",
        VenueTime = Now,
        MachineTime = Machine,
        Day = new DateOnly(2026, 11, 23),
        OpensAt = new DateTimeOffset(2026, 11, 23, 14, 30, 0, TimeSpan.Zero),
        ClosesAt = new DateTimeOffset(2026, 11, 23, 21, 0, 0, TimeSpan.Zero),
        BaselineEquity = new Money(100_000m),
        BaselineCash = new Money(99_000m),
        CashAt = Now,
        CashActivities = ["20261120000000000::fee"],
    };
}
