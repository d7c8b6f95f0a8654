using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Signals;

/// <summary>How a position must stand at the venue: <c>signal.sell.&lt;symbol&gt;</c>, written by the monitor, brought about by the seller.</summary>
/// <remarks>Desired state: only the newest epoch of a symbol counts.</remarks>
public sealed record SellSignal : Message
{
    public required string Account { get; init; }
    public required Symbol Symbol { get; init; }

    /// <summary>Rises by one with each wanted state of the symbol; a lower one than already seen is void.</summary>
    public required long Epoch { get; init; }

    /// <summary>The trade (round trip) that this position belongs to; the entry's id, or one of an adopted position.</summary>
    public required string TradeId { get; init; }
    public required string Strategy { get; init; }
    public required WantedState Want { get; init; }

    /// <summary>Shares held according to the ledger when this was wanted; 0 with Exit: already flat, prove it and record the trade.</summary>
    public required Shares Quantity { get; init; }

    /// <summary>With Exit: shares that stay, under the stop; what is held beyond them is sold. Null or 0: all of it goes.</summary>
    /// <remarks>A state, not an amount to sell: said twice, it sells once.</remarks>
    public Shares? Keep { get; init; }

    /// <summary>Where the stop must rest; set with Protect, and with an Exit that keeps shares.</summary>
    public Price? StopPrice { get; init; }

    /// <summary>Where the take-profit must rest; set beside the stop when the strategy has one.</summary>
    public Price? TakeProfitPrice { get; init; }

    /// <summary>Set with Exit.</summary>
    public ExitReason? Reason { get; init; }

    /// <summary>Set with Exit: past this moment of the venue's clock the exit goes at market.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The venue's id of the entry order, when known: its legs are the first protection.</summary>
    public string? EntryVenueOrderId { get; init; }

    /// <summary>True once the entry order can execute no more; until then its unfilled part may still add shares.</summary>
    public bool EntryEnded { get; init; }
}

/// <summary>What the seller must bring about.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<WantedState>))]
public enum WantedState
{
    Protect,
    Exit,
}
