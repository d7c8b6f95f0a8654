namespace Pipeline.Exchange;

/// <summary>One trading day; all moments in UTC.</summary>
/// <param name="PreOpen">Start of pre-market trading, 04:00 New York.</param>
/// <param name="Open">Start of the regular session, 09:30 New York.</param>
/// <param name="Close">End of the regular session, 16:00 or on half days 13:00 New York.</param>
/// <param name="PostClose">End of after-hours trading, 20:00 or on half days 17:00 New York.</param>
public sealed record TradingSession(DateOnly Day, DateTimeOffset PreOpen, DateTimeOffset Open, DateTimeOffset Close, DateTimeOffset PostClose)
{
    /// <summary>True within the regular session.</summary>
    public bool IsOpen(DateTimeOffset at) => at >= Open && at < Close;

    /// <summary>True within pre-market, regular or after-hours trading.</summary>
    public bool IsExtendedOpen(DateTimeOffset at) => at >= PreOpen && at < PostClose;
}
