using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Broker;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Signals;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>Makes a feed for each kind of symbol that is watched.</summary>
public sealed class MarketFeeds(IServiceProvider services, StageRun run, ScannerOptions options, Watchlist watchlist, TradingHours hours, VenueClock venue, TimeProvider machine)
{
    /// <summary>The venue shows no bar of a pair for a minute in which nobody quoted it: more minutes are read than are needed.</summary>
    private const int SpareMinutes = 2;

    /// <summary>The feeds of what is watched now; a scanner that watches nothing waits for stocks.</summary>
    public IReadOnlyDictionary<FeedKind, MarketFeed> Open()
    {
        var needed = Momentum.CapacityFor(options.ToParameters());
        var pairs = watchlist.Of(FeedKind.Pairs);
        var stocks = watchlist.Of(FeedKind.Stocks);
        var feeds = new Dictionary<FeedKind, MarketFeed>();
        if (stocks.Count > 0 || pairs.Count == 0)
            feeds[FeedKind.Stocks] = Open(new FeedPlan(FeedKind.Stocks, stocks, options.Symbols.Count == 0, Streams, now => hours.MinutesOfTradingBefore(now, needed)));
        if (pairs.Count > 0)
            feeds[FeedKind.Pairs] = Open(new FeedPlan(FeedKind.Pairs, pairs, AllBars: false, Streams, now => now.AddMinutes(-needed * SpareMinutes)));
        return feeds;
    }

    // A dry run polls: the venue grants one stream an endpoint, and the live scanner has it.
    private bool Streams => options.Mode == "stream" && !run.DryRun;

    private MarketFeed Open(FeedPlan plan)
    {
        var stream = plan.Kind == FeedKind.Stocks ? services.GetRequiredService<IMarketStream>() : services.GetRequiredKeyedService<IMarketStream>(BrokerServices.CryptoStream);
        var logger = services.GetRequiredService<ILogger<MarketFeed>>();
        var sources = new FeedSources(plan.Kind, plan.Symbols, stream, services.GetRequiredService<BarHistory>(), hours, venue, machine, options, logger);
        return new MarketFeed(
            plan, stream, sources, new FeedWatch(options, machine), services.GetRequiredService<FeedHealth>(), services.GetRequiredService<BarDesk>(), services.GetRequiredService<QuoteBoard>(),
            hours, services.GetRequiredService<EventTeller>(), venue, logger);
    }
}
