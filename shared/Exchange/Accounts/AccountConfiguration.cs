namespace Pipeline.Exchange;

/// <summary>The settings a client may change about its account.</summary>
public sealed record AccountConfiguration
{
    public bool SuspendTrade { get; init; }

    public bool NoShorting { get; init; }

    public bool FractionalTrading { get; init; } = true;

    /// <summary>1, 2 or 4.</summary>
    public int MaxMarginMultiplier { get; init; } = 4;

    public string TradeConfirmEmail { get; init; } = "all";

    public bool PtpNoExceptionEntry { get; init; }

    public int MaxOptionsTradingLevel { get; init; }
}
