using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>Ordinary messages.</summary>
internal static class Some
{
    public static readonly Symbol Apple = new("AAPL");

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

    public static BuySignal Signal(string id = "signal-1") => new()
    {
        Id = id,
        CorrelationId = id,
        CausationId = "bar",
        VenueTime = Now,
        MachineTime = Now,
        Strategy = "momentum",
        Symbol = Apple,
        Score = 120m,
        Velocity = 0.001m,
        Acceleration = 0.0002m,
        RelativeVolume = 2m,
        Bar = new BarValues { Start = Now, Open = new Price(1), High = new Price(1), Low = new Price(1), Close = new Price(1), Volume = new Shares(1) },
    };

    public static EntryIntent Entry(string id, string nonce = "nonce") => new()
    {
        Id = id,
        CorrelationId = "signal-1",
        CausationId = "signal-1",
        VenueTime = Now,
        MachineTime = Now,
        Account = "demo",
        SignalId = "signal-1",
        Strategy = "momentum",
        Symbol = Apple,
        Quantity = new Shares(1),
        LimitPrice = new Price(100),
        StopPrice = new Price(98),
        TakeProfitPrice = new Price(104),
        Reserved = new Money(100),
        ClientOrderId = id,
        OrderBody = "{}",
        SendBefore = Now,
        Nonce = nonce,
        Facts = new DecisionFacts { Now = Now, ConfigurationRevision = "1", Folded = new Dictionary<string, ulong>() },
    };

    public static Position Position(int quantity, string id = "position") => new()
    {
        Id = id,
        CorrelationId = "signal-1",
        CausationId = "update",
        VenueTime = Now,
        MachineTime = Now,
        Account = "demo",
        Symbol = Apple,
        Quantity = new Shares(quantity),
    };

    public static PipelineEvent Event(string id) => new()
    {
        Id = id,
        CorrelationId = "signal-1",
        CausationId = "signal-1",
        VenueTime = Now,
        MachineTime = Now,
        Process = "buyer",
        Type = "signal_refused",
        Severity = EventSeverity.Info,
    };
}
