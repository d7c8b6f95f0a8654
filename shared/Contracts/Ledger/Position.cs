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
    public bool TrailingActive { get; init; }
    public bool BreakevenReached { get; init; }

    /// <summary>Set once leaving has been decided, or has happened at the venue.</summary>
    public ExitReason? ExitReason { get; init; }

    /// <summary>Epoch of the newest wanted state published for the symbol.</summary>
    public long Epoch { get; init; }

    /// <summary>The orders of this round trip and how far each is folded; what keeps an execution from counting twice.</summary>
    public IReadOnlyList<FoldedOrder> Orders { get; init; } = [];

    /// <summary>Typed adjustments applied to this round trip, oldest first.</summary>
    public IReadOnlyList<PositionAdjustment> Adjustments { get; init; } = [];

    /// <summary>Mean price paid; null while nothing was bought.</summary>
    public Price? AverageEntryPrice => BoughtQuantity.IsZero ? null : new Price(BoughtNotional.Value / BoughtQuantity.Value);

    /// <summary>Mean price received; null while nothing was sold.</summary>
    public Price? AverageExitPrice => SoldQuantity.IsZero ? null : new Price(SoldNotional.Value / SoldQuantity.Value);
}
