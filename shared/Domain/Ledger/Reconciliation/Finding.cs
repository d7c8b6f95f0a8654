using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>One difference between book and venue.</summary>
/// <param name="Kind">Which rule it breaks.</param>
/// <param name="Symbol">Null for what concerns the account.</param>
/// <param name="OrderId">The venue's id of the order concerned.</param>
/// <param name="Book">What the book says: shares, or dollars.</param>
/// <param name="Venue">What the venue says: shares, or dollars.</param>
public sealed record Finding(FindingKind Kind, Symbol? Symbol, string? OrderId, decimal Book, decimal Venue)
{
    /// <summary>The same difference has the same key in every reading, whatever its size.</summary>
    public (FindingKind, Symbol?, string?) Key => (IsQuantity ? FindingKind.ChangedQuantity : Kind, Symbol, OrderId);

    /// <summary>Book and venue hold another number of shares: the venue is the truth, and the book follows it.</summary>
    public bool IsQuantity => Kind is FindingKind.Phantom or FindingKind.Missing or FindingKind.ChangedQuantity;
}

/// <summary>The rules that book and venue are held against.</summary>
public enum FindingKind
{
    /// <summary>The book holds shares, the venue none.</summary>
    Phantom,

    /// <summary>The venue holds shares, the book none.</summary>
    Missing,

    /// <summary>Both hold shares, but not as many.</summary>
    ChangedQuantity,

    /// <summary>The venue holds fewer shares than none.</summary>
    ShortPosition,

    /// <summary>A stop rests at the venue for a symbol of which nothing is held.</summary>
    StopWithoutPosition,

    /// <summary>Another sell of ours rests for a symbol of which nothing is held.</summary>
    OrphanSell,

    /// <summary>A buy carries our name and no intent explains it.</summary>
    OrphanBuy,

    /// <summary>An open order that the pipeline did not send.</summary>
    ForeignOrder,

    /// <summary>Shares are held, are to stay, and no stop covers them.</summary>
    PositionWithoutStop,

    /// <summary>More shares are under stops than are held.</summary>
    DoubledStop,

    /// <summary>An order that the book holds for open is unknown to the venue.</summary>
    LostOrder,

    /// <summary>The venue's cash is not what the day began with and what was executed since make it.</summary>
    CashDiffers,
}
