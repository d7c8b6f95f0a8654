using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Seller.Journal;

namespace Pipeline.Tests.Unit.Seller;

internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);
    public static readonly JournalHeader Mine = new(JournalHeader.CurrentVersion, "demo", "store");

    public static SellSignal Wanted(string symbol = "AAPL", long epoch = 1, WantedState want = WantedState.Protect) => new()
    {
        Id = $"sell-{symbol}-{epoch}",
        CorrelationId = "signal",
        CausationId = "execution",
        VenueTime = Now,
        MachineTime = Now,
        Account = "demo",
        Symbol = new Symbol(symbol),
        Epoch = epoch,
        TradeId = "trade",
        Strategy = "momentum",
        Want = want,
        Quantity = new Shares(10),
        StopPrice = new Price(95),
    };

    public static OrderIntent Intent(string id = "pl-a-stop-0", OrderAction action = OrderAction.Place) => new()
    {
        Id = id,
        CorrelationId = "signal",
        CausationId = "sell-AAPL-1",
        VenueTime = Now,
        MachineTime = Now,
        Account = "demo",
        Symbol = new Symbol("AAPL"),
        TradeId = "trade",
        Epoch = 1,
        Action = action,
        Purpose = "protect",
        ClientOrderId = action == OrderAction.Cancel ? null : id,
        OrderBody = action == OrderAction.Cancel ? null : "{}",
    };

    public static OrderAnswer Answer(string intent = "pl-a-stop-0", AnswerOutcome outcome = AnswerOutcome.Accepted) => new()
    {
        Id = $"{intent}-{outcome}".ToLowerInvariant(),
        CorrelationId = "signal",
        CausationId = intent,
        VenueTime = Now,
        MachineTime = Now,
        Account = "demo",
        Owner = "seller",
        Symbol = new Symbol("AAPL"),
        IntentId = intent,
        Action = OrderAction.Place,
        Outcome = outcome,
    };

    /// <summary>A life without NATS: wanted, asked, answered, asked again, one of it carried to ORDERS.</summary>
    public static IReadOnlyList<JournalRecord> Life() =>
    [
        new JournalRecord.Wanted(Wanted()),
        new JournalRecord.Intended(Intent()),
        new JournalRecord.Answered(Answer(outcome: AnswerOutcome.Unknown)),
        new JournalRecord.Answered(Answer()),
        new JournalRecord.Carried("pl-a-stop-0"),
        new JournalRecord.Wanted(Wanted(epoch: 2, want: WantedState.Exit)),
        new JournalRecord.Intended(Intent("a-cancel-1", OrderAction.Cancel)),
        new JournalRecord.Wanted(Wanted("MSFT", 7)),
        new JournalRecord.Rested(new Symbol("MSFT"), 7),
        new JournalRecord.Intended(Intent("pl-a-market-0")),
    ];

    public static Position Held(decimal quantity, string symbol = "AAPL") => new()
    {
        Id = "position",
        CorrelationId = "signal",
        CausationId = "execution",
        VenueTime = Now,
        MachineTime = Now,
        Account = "demo",
        Symbol = new Symbol(symbol),
        Quantity = new Shares(quantity),
        TradeId = "trade",
    };

    public static VenueOrder Buy(decimal filled, decimal quantity = 10) => new()
    {
        VenueOrderId = "entry",
        ClientOrderId = "pl-a-entry-0",
        Symbol = new Symbol("AAPL"),
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.Gtc,
        Class = OrderClass.Bracket,
        Status = OrderStatus.PartiallyFilled,
        RawStatus = "partially_filled",
        Quantity = new Shares(quantity),
        FilledQuantity = new Shares(filled),
    };
}
