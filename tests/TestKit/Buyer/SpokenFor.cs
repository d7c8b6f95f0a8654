using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.TestKit.Buyer;

/// <summary>What the absent processes would say.</summary>
public static class SpokenFor
{
    /// <summary>Processes whose heartbeats the buyer watches.</summary>
    public static readonly IReadOnlyList<string> Watched = [Processes.Monitor, Processes.Seller];

    public static readonly DateOnly Day = new(2026, 11, 23);
    public static readonly DateTimeOffset Opens = new(2026, 11, 23, 14, 30, 0, TimeSpan.Zero);

    public static TradingControl Trading(TradingState state) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        CorrelationId = "trading",
        CausationId = "trading",
        VenueTime = Opens,
        MachineTime = TimeProvider.System.GetUtcNow(),
        State = state,
        Reason = "test",
        By = "operator",
        ResumedAt = TimeProvider.System.GetUtcNow(),
    };

    public static Heartbeat Ready(string process) => new()
    {
        Process = process,
        State = ProcessHealth.Ready,
        Pid = 1,
        StartedAt = Opens,
        StartedBy = "hand",
        SentAt = TimeProvider.System.GetUtcNow(),
    };

    public static Session Session() => new()
    {
        Id = "session-2026-11-23",
        CorrelationId = "session",
        CausationId = "session",
        VenueTime = Opens,
        MachineTime = TimeProvider.System.GetUtcNow(),
        Day = Day,
        OpensAt = Opens,
        ClosesAt = Opens.AddHours(6.5),
        BaselineEquity = new Money(100_000m),
    };

    public static OrderUpdate PartialFill(EntryIntent intent, string venueOrderId) => new()
    {
        Id = $"{venueOrderId}-partial",
        CorrelationId = intent.CorrelationId,
        CausationId = venueOrderId,
        VenueTime = intent.VenueTime,
        MachineTime = TimeProvider.System.GetUtcNow(),
        Account = intent.Account,
        Event = "partial_fill",
        Order = new VenueOrder
        {
            VenueOrderId = venueOrderId,
            ClientOrderId = intent.ClientOrderId,
            Symbol = intent.Symbol,
            Side = OrderSide.Buy,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.Gtc,
            Class = OrderClass.Bracket,
            Status = OrderStatus.PartiallyFilled,
            RawStatus = "partially_filled",
            Quantity = intent.Quantity,
            FilledQuantity = new Shares(1),
        },
    };
}
