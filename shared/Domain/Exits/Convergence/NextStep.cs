using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>The one thing to do next to bring the venue to the wanted state; at most one request is made for it.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>A take-profit and a stop, one canceling the other, for shares that nothing covers.</summary>
    public sealed record PlaceOco(Shares Quantity, Price Stop, Price TakeProfit) : NextStep;

    /// <summary>A stop for shares that nothing covers.</summary>
    /// <param name="Quantity">Shares or coins.</param>
    /// <param name="Stop">Where it triggers.</param>
    /// <param name="Limit">Set where the venue knows no plain stop (crypto): the least it may bring once triggered.</param>
    /// <param name="Day">It ends with the session, because the venue takes no other (fractions, hard to borrow).</param>
    public sealed record PlaceStop(Shares Quantity, Price Stop, Price? Limit = null, bool Day = false) : NextStep;

    /// <summary>A working stop replaced by one at a higher price; the old one rests until the new one does.</summary>
    /// <param name="Order">What is replaced.</param>
    /// <param name="Stop">Where the new one triggers.</param>
    /// <param name="Limit">New limit of a stop-limit; null for a plain stop.</param>
    public sealed record MoveStop(VenueOrder Order, Price Stop, Price? Limit = null) : NextStep;

    /// <summary>A working simple sell replaced by one for fewer shares, because it would sell more than is held.</summary>
    /// <param name="Order">What is replaced.</param>
    /// <param name="Quantity">Total of the chain, executed shares included.</param>
    public sealed record Resize(VenueOrder Order, Shares Quantity) : NextStep;

    /// <summary>A working sell limit replaced by one that the market takes now; a stop beside it stays.</summary>
    public sealed record MakeMarketable(VenueOrder Order, Price Limit) : NextStep;

    public sealed record Cancel(VenueOrder Order, CancelCause Why) : NextStep;

    public sealed record SellLimit(Shares Quantity, Price Limit) : NextStep;

    public sealed record SellMarket(Shares Quantity) : NextStep;

    /// <summary>A sale at market because protection was refused.</summary>
    public sealed record EmergencyExit(Shares Quantity) : NextStep;

    /// <summary>A stop far below the market because even the sale at market was refused: better than nothing, and an alarm.</summary>
    /// <param name="Quantity">Shares or coins.</param>
    /// <param name="Stop">Where it triggers.</param>
    /// <param name="Limit">As in <see cref="PlaceStop"/>.</param>
    /// <param name="Day">As in <see cref="PlaceStop"/>.</param>
    public sealed record WideEmergencyStop(Shares Quantity, Price Stop, Price? Limit = null, bool Day = false) : NextStep;

    /// <summary>Nothing to send; read the venue again at <paramref name="Until"/> (machine time), or when it speaks.</summary>
    public sealed record Wait(WaitFor For, DateTimeOffset Until) : NextStep;

    /// <summary>Proven: working stops cover every held share, none below the wanted price.</summary>
    /// <param name="Held">Shares held.</param>
    /// <param name="Covered">Shares under working stops.</param>
    /// <param name="LowestStop">Null when the venue tells the price of none: a trailing stop of somebody else's, for instance.</param>
    public sealed record Protected(Shares Held, Shares Covered, Price? LowestStop) : NextStep;

    /// <summary>Proven by two readings: nothing held and no open order in the symbol.</summary>
    public sealed record Flat(DateTimeOffset FirstReadAt, DateTimeOffset LastReadAt) : NextStep;
}

/// <summary>Why an order is canceled.</summary>
public enum CancelCause
{
    /// <summary>It reserves shares that are to be sold.</summary>
    Exit,

    /// <summary>Nothing is held any more.</summary>
    Orphan,

    /// <summary>Together with others it would sell more than is held.</summary>
    Excess,

    /// <summary>It reserves shares that no stop covers.</summary>
    BlocksProtection,

    /// <summary>A leg that the venue never made live.</summary>
    NeverLive,

    /// <summary>A stop-limit that the market jumped over: it is triggered, and nobody pays its limit.</summary>
    Skipped,
}

/// <summary>What is waited for.</summary>
public enum WaitFor
{
    /// <summary>A request whose outcome is not known.</summary>
    UnknownOutcome,

    /// <summary>An order in a pending state.</summary>
    PendingOrder,

    /// <summary>The entry order's end.</summary>
    EntryEnd,

    /// <summary>The legs of an entry that has just been filled.</summary>
    LegsLive,

    /// <summary>Shares that the venue still counts as reserved.</summary>
    FreeShares,

    /// <summary>A reading that agrees with the one before.</summary>
    SecondReading,

    /// <summary>An execution.</summary>
    Fill,

    /// <summary>A ledger that agrees with the venue.</summary>
    Ledger,

    /// <summary>A price to sell at.</summary>
    Quote,

    /// <summary>The time to try again.</summary>
    Retry,

    /// <summary>A moment at which the venue replaces orders.</summary>
    Replaceable,

    /// <summary>Coins worth less than the venue's smallest order: nothing can be sent for them.</summary>
    Worth,
}
