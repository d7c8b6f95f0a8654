namespace Pipeline.Exchange;

/// <summary>Why a position or the cash changed without an execution.</summary>
public enum AdjustmentKind
{
    Split,

    /// <summary>The position left its old symbol.</summary>
    RenamedAway,

    /// <summary>The position came from its old symbol.</summary>
    RenamedHere,
    Delisting,

    /// <summary>The fee of a day's crypto trades in one pair; the venue's activity CFEE.</summary>
    CryptoFee,
}
