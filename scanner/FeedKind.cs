namespace Pipeline.Scanner;

/// <summary>An endpoint of the venue's market data; each has one stream.</summary>
public enum FeedKind
{
    /// <summary>Stocks, in the regular session.</summary>
    Stocks,

    /// <summary>Pairs, day and night.</summary>
    Pairs,
}
