namespace Pipeline.Exchange;

/// <summary>What the venue, not the client, forbids an account.</summary>
public sealed record AccountRestrictions
{
    /// <summary>As the account shows it; anything but <c>ACTIVE</c> may not trade.</summary>
    public string Status { get; init; } = "ACTIVE";

    public bool TradingBlocked { get; init; }

    public bool AccountBlocked { get; init; }

    public bool TransfersBlocked { get; init; }

    /// <summary>Only orders that reduce a position are taken.</summary>
    public bool LiquidationOnly { get; init; }

    /// <summary>False when the account may not sell short, whatever its own settings say.</summary>
    public bool ShortingAllowed { get; init; } = true;

    /// <summary>Greatest multiplier the venue grants: 1, 2 or 4.</summary>
    public int MaxMultiplier { get; init; } = 4;

    /// <summary>True when no order is taken at all.</summary>
    public bool MayNotTrade => TradingBlocked || AccountBlocked || Status != "ACTIVE";
}
