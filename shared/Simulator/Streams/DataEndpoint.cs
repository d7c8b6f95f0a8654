namespace Pipeline.Simulator.Streams;

/// <summary>One market-data endpoint.</summary>
/// <param name="Path">Where clients connect to.</param>
/// <param name="Delay">How old its data are.</param>
public sealed record DataEndpoint(string Path, FeedKind Kind, TimeSpan Delay = default)
{
    private static readonly string[] StockChannels =
        ["trades", "quotes", "bars", "updatedBars", "dailyBars", "statuses", "lulds", "corrections", "cancelErrors", "imbalances"];

    private static readonly string[] CryptoChannels = ["trades", "quotes", "bars", "updatedBars", "dailyBars", "orderbooks"];

    private static readonly string[] NewsChannels = ["news"];

    /// <summary>Every endpoint there is.</summary>
    public static IReadOnlyList<DataEndpoint> All { get; } =
    [
        new("/v2/iex", FeedKind.Stocks),
        new("/v2/sip", FeedKind.Stocks),
        new("/v2/delayed_sip", FeedKind.Stocks, TimeSpan.FromMinutes(15)),
        new("/v2/test", FeedKind.Test),
        new("/v1beta1/boats", FeedKind.Night),
        new("/v1beta1/overnight", FeedKind.Night),
        new("/v1beta3/crypto/us", FeedKind.Crypto),
        new("/v1beta1/news", FeedKind.News),
    ];

    /// <summary>What a client may subscribe to here.</summary>
    public IReadOnlyList<string> Channels => Kind switch
    {
        FeedKind.Crypto => CryptoChannels,
        FeedKind.News => NewsChannels,
        _ => StockChannels,
    };

    /// <summary>Channels of any endpoint; a client that asks for one at the wrong place is told so.</summary>
    public static IEnumerable<string> EveryChannel => StockChannels.Union(CryptoChannels).Union(NewsChannels);
}
