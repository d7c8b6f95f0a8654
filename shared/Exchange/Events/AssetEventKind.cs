namespace Pipeline.Exchange;

/// <summary>What the venue decided about a symbol.</summary>
public enum AssetEventKind
{
    Halted,
    Resumed,

    /// <summary>The prices it may trade between were set or lifted.</summary>
    BandsSet,

    /// <summary>It became tradable, shortable, easy to borrow or fractionable, or ceased to be.</summary>
    FlagsChanged,

    /// <summary>Its price jumps.</summary>
    PriceShifted,
    Split,

    /// <summary>It goes on under another symbol; told of the old and of the new one.</summary>
    Renamed,
    Delisted,
}
