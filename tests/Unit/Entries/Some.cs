using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;

namespace Pipeline.Tests.Unit.Entries;

/// <summary>Ordinary messages, each of which a test changes in one point.</summary>
internal static partial class Some
{
    public const string Account = "demo";
    public const string Strategy = "momentum";

    /// <summary>A Monday of November, 10:00 in New York.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 0, 30, TimeSpan.Zero);
    public static readonly DateTimeOffset Machine = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);
    public static readonly Symbol Apple = new("AAPL");

    public static BarValues Bar() => new()
    {
        Start = Now.AddSeconds(-90),
        Open = new Price(99m),
        High = new Price(101m),
        Low = new Price(98.5m),
        Close = new Price(100m),
        Volume = new Shares(10_000),
    };

    public static BuySignal Signal(Symbol? symbol = null, BarValues? bar = null) => new()
    {
        Id = SignalId.For(Strategy, symbol ?? Apple, (bar ?? Bar()).Start),
        CorrelationId = SignalId.For(Strategy, symbol ?? Apple, (bar ?? Bar()).Start),
        CausationId = "bar",
        VenueTime = Now.AddSeconds(-1),
        MachineTime = Machine,
        Strategy = Strategy,
        Symbol = symbol ?? Apple,
        Score = 120m,
        Velocity = 0.001m,
        Acceleration = 0.0002m,
        RelativeVolume = 2m,
        Bar = bar ?? Bar(),
    };

    public static QuoteValues Quote(decimal bid = 99.98m, decimal ask = 100.02m, DateTimeOffset? at = null) => new()
    {
        Bid = new Price(bid),
        Ask = new Price(ask),
        BidSize = new Shares(100),
        AskSize = new Shares(100),
        At = at ?? Now.AddSeconds(-1),
    };

    public static AccountValues Money(decimal buyingPower = 100_000m, DateTimeOffset? readAt = null) => new()
    {
        Cash = new Money(buyingPower),
        Equity = new Money(100_000m),
        BuyingPower = new Money(buyingPower),
        ReadAt = readAt ?? Machine.AddSeconds(-1),
    };

    public static EntryFacts Facts() => new()
    {
        Now = Now,
        MachineNow = Machine,
        Quote = Quote(),
        Account = Money(),
        AccountMayTrade = true,
        BookIsCurrent = true,
        BookCheckedAt = Machine.AddSeconds(-1),
        HaltFilePresent = false,
        MonitorReadyAt = Machine.AddSeconds(-1),
        SellerReadyAt = Machine.AddSeconds(-1),
    };

    /// <summary>Trading is active and the day's session is known.</summary>
    public static EntryBook Book()
    {
        var book = new EntryBook(Account);
        book.Calendar.Fold(Trading(TradingState.Active));
        book.Calendar.Fold(Session());
        return book;
    }

    public static EntryQuestion Question(EntryBook? book = null) => new(Signal(), book ?? Book(), Facts(), new EntryLimits());

    public static Session Session() => new()
    {
        Id = "session",
        CorrelationId = "session",
        CausationId = "session",
        VenueTime = Now,
        MachineTime = Machine,
        Day = new DateOnly(2026, 11, 23),
        OpensAt = new DateTimeOffset(2026, 11, 23, 14, 30, 0, TimeSpan.Zero),
        ClosesAt = new DateTimeOffset(2026, 11, 23, 21, 0, 0, TimeSpan.Zero),
        BaselineEquity = new Money(100_000m),
    };

    public static TradingControl Trading(TradingState state) => new()
    {
        Id = "trading",
        CorrelationId = "trading",
        CausationId = "trading",
        VenueTime = Now,
        MachineTime = Machine,
        State = state,
        Reason = "test",
        By = "operator",
    };

    public static FlattenControl Flatten(Symbol? symbol, DateTimeOffset at) => new()
    {
        Id = "flatten",
        CorrelationId = "flatten",
        CausationId = "flatten",
        VenueTime = at,
        MachineTime = Machine,
        Symbol = symbol,
        Reason = "test",
    };

    public static EntryIntent Intent(Symbol? symbol = null, decimal quantity = 20, decimal limit = 100m, DateTimeOffset? at = null, string? signalId = null)
    {
        var signal = signalId ?? Signal(symbol).Id;
        var id = ClientOrderId.Digest(Account, signal);
        return new EntryIntent
        {
            Id = id,
            CorrelationId = signal,
            CausationId = signal,
            VenueTime = Now,
            MachineTime = at ?? Machine,
            Account = Account,
            SignalId = signal,
            Strategy = Strategy,
            Symbol = symbol ?? Apple,
            Quantity = new Shares(quantity),
            LimitPrice = new Price(limit),
            StopPrice = new Price(limit - 1),
            TakeProfitPrice = new Price(limit + 2),
            Reserved = new Price(limit) * new Shares(quantity),
            ClientOrderId = ClientOrderId.For(Account, signal, "entry", 0),
            OrderBody = "{}",
            SendBefore = (at ?? Machine).AddSeconds(10),
            Nonce = "n",
            Facts = new DecisionFacts { Now = Now, ConfigurationRevision = "r", Folded = new SortedDictionary<string, ulong>() },
        };
    }

    public static OrderAnswer Answer(EntryIntent intent, AnswerOutcome outcome, DateTimeOffset? at = null, OrderAction action = OrderAction.Place) => new()
    {
        Id = $"{intent.Id}-answer",
        CorrelationId = intent.CorrelationId,
        CausationId = intent.Id,
        VenueTime = Now,
        MachineTime = at ?? Machine,
        Account = Account,
        Owner = Processes.Buyer,
        Symbol = intent.Symbol,
        IntentId = intent.Id,
        Action = action,
        Outcome = outcome,
        ClientOrderId = intent.ClientOrderId,
        VenueOrderId = outcome == AnswerOutcome.Accepted ? VenueIdOf(intent) : null,
    };

    public static VenueOrder Order(EntryIntent intent, OrderStatus status = OrderStatus.New, decimal filled = 0) => new()
    {
        VenueOrderId = VenueIdOf(intent),
        ClientOrderId = intent.ClientOrderId,
        Symbol = intent.Symbol,
        Side = OrderSide.Buy,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.Gtc,
        Class = OrderClass.Bracket,
        Status = status,
        RawStatus = status.ToString(),
        Quantity = intent.Quantity,
        FilledQuantity = new Shares(filled),
    };

    public static OrderUpdate Update(EntryIntent intent, OrderStatus status, decimal filled = 0, DateTimeOffset? at = null) => new()
    {
        Id = "update",
        CorrelationId = intent.CorrelationId,
        CausationId = intent.Id,
        VenueTime = Now,
        MachineTime = at ?? Machine,
        Account = Account,
        Event = status.ToString(),
        Order = Order(intent, status, filled),
    };

    public static Position Position(EntryIntent intent, decimal quantity, bool ended, decimal? executed = null, DateTimeOffset? at = null) => new()
    {
        Id = "position",
        CorrelationId = intent.CorrelationId,
        CausationId = intent.Id,
        VenueTime = Now,
        MachineTime = at ?? Machine,
        Account = Account,
        Symbol = intent.Symbol,
        Quantity = new Shares(quantity),
        TradeId = intent.Id,
        BoughtQuantity = new Shares(executed ?? quantity),
        BoughtNotional = intent.LimitPrice * new Shares(executed ?? quantity),
        Orders =
        [
            new FoldedOrder
            {
                VenueOrderId = VenueIdOf(intent),
                ClientOrderId = intent.ClientOrderId,
                Side = OrderSide.Buy,
                Role = OrderRole.Entry,
                CumulativeQuantity = new Shares(executed ?? quantity),
                CumulativeNotional = intent.LimitPrice * new Shares(executed ?? quantity),
                Ended = ended,
            },
        ],
    };

    public static string VenueIdOf(EntryIntent intent) => $"venue-{intent.Id}";
}
