using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Ledger;

/// <summary>The book of one symbol: <c>position.&lt;account&gt;.&lt;symbol&gt;</c>, written by the monitor; the last message is the book.</summary>
public sealed record Position : Message
{
    public required string Account { get; init; }
    public required Symbol Symbol { get; init; }

    /// <summary>Shares held: bought minus sold plus adjustments.</summary>
    public required Shares Quantity { get; init; }

    /// <summary>The round trip this book describes; null before the first execution ever.</summary>
    public string? TradeId { get; init; }
    public string? Strategy { get; init; }

    public Shares BoughtQuantity { get; init; }
    public Money BoughtNotional { get; init; }
    public Shares SoldQuantity { get; init; }
    public Money SoldNotional { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The stop the entry was made with.</summary>
    public Price? InitialStop { get; init; }

    /// <summary>The stop wanted now; moves in the position's favour only.</summary>
    public Price? WantedStop { get; init; }
    public Price? TakeProfit { get; init; }

    /// <summary>Highest validated bid or mid since the position opened.</summary>
    public Price? Peak { get; init; }

    /// <summary>Lowest validated bid since the position opened; null in what was stored before it was noted.</summary>
    public Price? Trough { get; init; }
    public bool TrailingActive { get; init; }
    public bool BreakevenReached { get; init; }

    /// <summary>Set once leaving has been decided, or has happened at the venue.</summary>
    public ExitReason? ExitReason { get; init; }

    /// <summary>Set when leaving was decided (not when a resting leg simply filled): past this venue time the exit goes at market.</summary>
    public DateTimeOffset? ExitDeadline { get; init; }

    /// <summary>Epoch of the newest wanted state published for the symbol.</summary>
    public long Epoch { get; init; }

    /// <summary>The orders of this round trip and how far each is folded; what keeps an execution from counting twice.</summary>
    public IReadOnlyList<FoldedOrder> Orders { get; init; } = [];

    /// <summary>Typed adjustments applied to this round trip, oldest first.</summary>
    public IReadOnlyList<PositionAdjustment> Adjustments { get; init; } = [];

    /// <summary>Dollars paid for all that came in: executions, and adjustments that carry a price or amend them.</summary>
    public Money EntryNotional => new(BoughtNotional.Value + Adjusted(OrderSide.Buy, dollars: true));

    /// <summary>Dollars received for all that went out: executions, and adjustments that carry a price or amend them.</summary>
    public Money ExitNotional => new(SoldNotional.Value + Adjusted(OrderSide.Sell, dollars: true));

    /// <summary>Shares that came in, as far as it is known what they cost.</summary>
    public Shares EntryQuantity => Counted(BoughtQuantity.Value + Adjusted(OrderSide.Buy, dollars: false));

    /// <summary>Shares that went out, as far as it is known what they brought.</summary>
    public Shares ExitQuantity => Counted(SoldQuantity.Value + Adjusted(OrderSide.Sell, dollars: false));

    /// <summary>Mean price paid; null while nothing came in.</summary>
    public Price? AverageEntryPrice => Mean(EntryNotional, EntryQuantity);

    /// <summary>Mean price received; null while nothing went out.</summary>
    public Price? AverageExitPrice => Mean(ExitNotional, ExitQuantity);

    private static Price? Mean(Money notional, Shares quantity) => !quantity.IsZero && notional.Value > 0 ? new Price(notional.Value / quantity.Value) : null;

    private static Shares Counted(decimal quantity) => new(Math.Max(0, quantity));

    private decimal Adjusted(OrderSide side, bool dollars) => Adjustments.Sum(one => one switch
    {
        { Amends: { } amended } when amended == side => dollars ? one.NotionalChange?.Value ?? 0 : Signed(one, side),
        { Amends: null, Price: { } price } when Signed(one, side) > 0 => Signed(one, side) * (dollars ? price.Value : 1),
        _ => 0,
    });

    // What a sell adds to the shares that went out is taken from those held.
    private static decimal Signed(PositionAdjustment adjustment, OrderSide side) => side == OrderSide.Buy ? adjustment.QuantityChange : -adjustment.QuantityChange;
}
