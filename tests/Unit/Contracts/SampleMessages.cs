using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Contracts;

/// <summary>One message of each type with every field set; their golden files are what other programs may have learned to read.</summary>
internal static class SampleMessages
{
    internal const string Account = "demo";
    internal const string SignalId = "momentum-BRK-B-20261123T145900Z";

    internal static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 0, 30, 250, TimeSpan.Zero);
    internal static readonly DateTimeOffset Machine = new(2026, 11, 23, 20, 0, 0, 125, TimeSpan.Zero);
    internal static readonly Symbol Berkshire = new("BRK.B");
    internal static readonly string IntentId = ClientOrderId.Digest(Account, SignalId);

    private static readonly BarValues Bar = new()
    {
        Start = new DateTimeOffset(2026, 11, 23, 14, 59, 0, TimeSpan.Zero),
        Open = new Price(480.10m),
        High = new Price(481.00m),
        Low = new Price(479.95m),
        Close = new Price(480.75m),
        Volume = new Shares(12_345),
    };

    private static readonly QuoteValues Quote = new()
    {
        Bid = new Price(480.70m),
        Ask = null,
        BidSize = new Shares(200),
        AskSize = Shares.Zero,
        At = Now.AddMilliseconds(-40),
    };

    private static readonly VenueOrder Order = new()
    {
        VenueOrderId = "9b7e7a7c-0001",
        ClientOrderId = ClientOrderId.For(Account, SignalId, "entry", 0),
        Symbol = Berkshire,
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.Gtc,
        Class = OrderClass.Bracket,
        Status = OrderStatus.PartiallyFilled,
        RawStatus = "partially_filled",
        Quantity = new Shares(10),
        FilledQuantity = new Shares(4),
        FilledAveragePrice = new Price(480.80m),
        LimitPrice = new Price(481.20m),
        StopPrice = new Price(470.00m),
        ParentVenueOrderId = "9b7e7a7c-0000",
        ReplacesVenueOrderId = "9b7e7a7c-0009",
        ReplacedByVenueOrderId = "9b7e7a7c-0010",
        SubmittedAt = Now,
        UpdatedAt = Now.AddSeconds(1),
    };

    private static readonly DecisionFacts Facts = new()
    {
        Now = Now,
        ConfigurationRevision = "3f2a",
        Folded = new SortedDictionary<string, ulong>(StringComparer.Ordinal) { ["CONTROL"] = 3, ["ENTRIES"] = 17 },
        Quote = Quote,
        Account = new AccountValues { Cash = new Money(90_000.50m), Equity = new Money(100_000m), BuyingPower = new Money(90_000.50m), ReadAt = Machine },
        MonitorReadyAt = Machine,
        SellerReadyAt = Machine,
        EntriesWithinMinute = 3,
        AccountMayTrade = true,
        BookIsCurrent = true,
        HaltFilePresent = false,
        Conditions = ["clock_skewed"],
        Asset = new AssetFacts { IsListed = true, IsTradable = true, IsFractionable = false, IsFractionableInExtendedHours = false, IsEasyToBorrow = true, SmallestOrder = 0.0001m, QuantityStep = 0.000000001m, PriceStep = 0.01m },
    };

    public static readonly MarketBar MarketBar = new()
    {
        Id = "bar-1",
        CorrelationId = "bar-1",
        CausationId = "venue",
        VenueTime = Now,
        MachineTime = Machine,
        Symbol = Berkshire,
        Bar = Bar,
    };

    public static readonly MarketQuote MarketQuote = new()
    {
        Id = "quote-1",
        CorrelationId = "quote-1",
        CausationId = "venue",
        VenueTime = Now,
        MachineTime = Machine,
        Symbol = Berkshire,
        Quote = Quote,
    };

    public static readonly BuySignal BuySignal = new()
    {
        Id = SignalId,
        CorrelationId = SignalId,
        CausationId = "bar-1",
        VenueTime = Now,
        MachineTime = Machine,
        Strategy = "momentum",
        Symbol = Berkshire,
        Score = 123.45m,
        Velocity = 0.00123456m,
        Acceleration = -0.00000001m,
        RelativeVolume = 2.5000m,
        Bar = Bar,
        Quote = Quote,
    };

    public static readonly SellSignal SellSignal = new()
    {
        Id = "sell-1",
        CorrelationId = SignalId,
        CausationId = "position-9",
        VenueTime = Now,
        MachineTime = Machine,
        Account = Account,
        Symbol = Berkshire,
        Epoch = 7,
        TradeId = IntentId,
        Strategy = "momentum",
        Want = WantedState.Exit,
        Quantity = new Shares(10),
        StopPrice = new Price(475.5m),
        TakeProfitPrice = new Price(500m),
        Reason = ExitReason.TrailingStop,
        Deadline = Now.AddSeconds(5),
        EntryVenueOrderId = "9b7e7a7c-0001",
        EntryEnded = true,
    };

    public static readonly EntryIntent EntryIntent = new()
    {
        Id = IntentId,
        CorrelationId = SignalId,
        CausationId = SignalId,
        VenueTime = Now,
        MachineTime = Machine,
        Account = Account,
        SignalId = SignalId,
        Strategy = "momentum",
        Symbol = Berkshire,
        Quantity = new Shares(10),
        LimitPrice = new Price(481.2m),
        StopPrice = new Price(470m),
        TakeProfitPrice = new Price(500m),
        Reserved = new Money(4812m),
        ClientOrderId = ClientOrderId.For(Account, SignalId, "entry", 0),
        OrderBody = "{\"symbol\":\"BRK.B\"}",
        SendBefore = Machine.AddSeconds(5),
        Nonce = "n0nce",
        Facts = Facts,
    };

    public static readonly OrderIntent OrderIntent = new()
    {
        Id = "pl-x-stop-1",
        CorrelationId = SignalId,
        CausationId = "sell-1",
        VenueTime = Now,
        MachineTime = Machine,
        Account = Account,
        Symbol = Berkshire,
        TradeId = IntentId,
        Epoch = 7,
        Action = OrderAction.Replace,
        Purpose = "move_stop",
        ClientOrderId = "pl-x-stop-1",
        TargetVenueOrderId = "9b7e7a7c-0002",
        Quantity = new Shares(10),
        LimitPrice = new Price(474m),
        StopPrice = new Price(475.5m),
        OrderBody = "{}",
    };

    public static readonly OrderAnswer OrderAnswer = new()
    {
        Id = "answer-1",
        CorrelationId = SignalId,
        CausationId = "pl-x-stop-1",
        VenueTime = Now,
        MachineTime = Machine,
        Account = Account,
        Owner = Processes.Seller,
        Symbol = Berkshire,
        IntentId = "pl-x-stop-1",
        Action = OrderAction.Replace,
        Outcome = AnswerOutcome.Refused,
        ClientOrderId = "pl-x-stop-1",
        VenueOrderId = "9b7e7a7c-0002",
        HttpStatus = 422,
        Code = 42210000,
        Text = "order is not open",
        SentAt = Machine,
    };

    public static readonly OrderUpdate OrderUpdate = new()
    {
        Id = "update-1",
        CorrelationId = SignalId,
        CausationId = "venue",
        VenueTime = Now,
        MachineTime = Machine,
        Account = Account,
        Event = "partial_fill",
        Order = Order with { Legs = [Order with { VenueOrderId = "9b7e7a7c-0002", Side = OrderSide.Sell, Type = OrderType.Stop, Status = OrderStatus.Held, RawStatus = "held" }] },
        Execution = new Execution
        {
            VenueOrderId = "9b7e7a7c-0001",
            Symbol = Berkshire,
            Side = OrderSide.Buy,
            Quantity = new Shares(4),
            Price = new Price(480.8m),
            CumulativeQuantity = new Shares(4),
            At = Now,
        },
        Amendment = new ExecutionAmendment { Id = "execution-1-1", Kind = AdjustmentKind.Correction, Quantity = new Shares(4), Price = new Price(480.9m), At = Now },
    };
}
