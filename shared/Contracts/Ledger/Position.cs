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

    /// <summary>Set when leaving was decided (not when a resting leg simply filled): past this venue time the exit goes at market.</summary>
    public DateTimeOffset? ExitDeadline { get; init; }

    /// <summary>Epoch of the newest wanted state published for the symbol.</summary>
    public long Epoch { get; init; }

    /// <summary>The orders of this round trip and how far each is folded; what keeps an execution from counting twice.</summary>
    public IReadOnlyList<FoldedOrder> Orders { get; init; } = [];

    /// <summary>Typed adjustments applied to this round trip, oldest first.</summary>
    public IReadOnlyList<PositionAdjustment> Adjustments { get; init; } = [];

    /// <summary>Dollars paid for all that came in: executions, and adjustments that carry a price.</summary>
    public Money EntryNotional => new(BoughtNotional.Value + Adjusted(sign: 1, priced: true));

    /// <summary>Dollars received for all that went out: executions, and adjustments that carry a price.</summary>
    public Money ExitNotional => new(SoldNotional.Value + Adjusted(sign: -1, priced: true));

    /// <summary>Mean price paid; null while nothing came in.</summary>
    public Price? AverageEntryPrice => Mean(EntryNotional, BoughtQuantity.Value + Adjusted(sign: 1, priced: false));

    /// <summary>Mean price received; null while nothing went out.</summary>
    public Price? AverageExitPrice => Mean(ExitNotional, SoldQuantity.Value + Adjusted(sign: -1, priced: false));

    private static Price? Mean(Money notional, decimal quantity) => quantity > 0 && notional.Value > 0 ? new Price(notional.Value / quantity) : null;

    private decimal Adjusted(int sign, bool priced) => Adjustments
        .Where(adjustment => adjustment.Price is not null && Math.Sign(adjustment.QuantityChange) == sign)
        .Sum(adjustment => Math.Abs(adjustment.QuantityChange) * (priced ? adjustment.Price!.Value.Value : 1));
}
