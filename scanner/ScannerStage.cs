using System.Threading.Channels;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>The scanner: one loop over one channel; bars in, signals out.</summary>
public sealed class ScannerStage(
    StageRun run, Watchlist watchlist, TradingHours hours, MarketFeeds opening, SharedSources shared, BarDesk bars, CandidateRefusals refusals, QuoteBoard quotes, MarketPublisher market, Pulse pulse, VenueClock venue) : IStage
{
    private static readonly IReadOnlySet<Symbol> None = new HashSet<Symbol>();

    private readonly Channel<ScannerInput> _inbox = Channel.CreateBounded<ScannerInput>(new BoundedChannelOptions(50_000) { SingleReader = true });
    private readonly HashSet<Symbol> _held = [];
    private IReadOnlyDictionary<FeedKind, MarketFeed> _feeds = new Dictionary<FeedKind, MarketFeed>();
    private volatile IReadOnlySet<Symbol> _quoted = None;

    public async Task RunAsync(CancellationToken stopping)
    {
        if (run.ReadsInput)
        {
            await RecordedBars.ReadAsync(Console.In, (ReplayVenueClock)venue, bars.TakeAsync, stopping);
            return;
        }

        await watchlist.ChooseAsync(stopping);
        await hours.KeepCurrentAsync(stopping);
        _feeds = opening.Open();
        foreach (var feed in _feeds.Values)
            await feed.WarmUpAsync(stopping);
        if (run.Once)
        {
            market.Complete();
            await market.RunAsync(stopping);
            return;
        }

        await Together.RunAsync(stopping,
        [
            market.RunAsync,
            .. _feeds.Values.SelectMany(feed => feed.Begin(_inbox.Writer)),
            token => shared.PollQuotesAsync(_inbox.Writer, Polled, token),
            token => shared.FollowPositionsAsync(_inbox.Writer, token),
            token => shared.TickAsync(_inbox.Writer, token),
            shared.KeepHoursAsync,
            LoopAsync,
        ]);
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        Want(None);
        await foreach (var input in _inbox.Reader.ReadAllAsync(stopping))
        {
            await (input switch
            {
                ScannerInput.Streamed streamed => _feeds[streamed.Feed].HandleAsync(streamed.Item, stopping),
                ScannerInput.BarsRead read => _feeds[read.Feed].HandlePolledAsync(read.Bars, stopping),
                ScannerInput.GapRead read => _feeds[read.Feed].HandleAsync(read, stopping),
                ScannerInput.QuotesRead read => quotes.Read(read.Quotes),
                ScannerInput.Held held => HandleHeld(held),
                _ => HandleTickAsync(stopping),
            });

            // What came is told, and acted on, at the next tick; where nothing came there is only the time to look at.
            pulse.IsCalm = input is ScannerInput.Tick;
        }
    }

    private Task HandleHeld(ScannerInput.Held held)
    {
        _ = held.IsHeld ? _held.Add(held.Symbol) : _held.Remove(held.Symbol);
        return Task.CompletedTask;
    }

    private async Task HandleTickAsync(CancellationToken stopping)
    {
        if (run.DryRun)
            return;
        foreach (var feed in _feeds.Values)
            await feed.HandleTickAsync();
        await refusals.TellAsync();
        await market.PublishQuotesAsync(stopping);
        var wanted = bars.WorthQuoting(_held);
        if (!wanted.SetEquals(_quoted))
            Want(wanted);
    }

    private void Want(IReadOnlySet<Symbol> wanted)
    {
        _quoted = wanted;
        foreach (var feed in _feeds.Values)
            feed.Want(wanted);
    }

    // Asked for by request where no stream brings them.
    private IReadOnlyCollection<Symbol> Polled() =>
        [.. _quoted.Where(symbol => _feeds.TryGetValue(symbol.IsCrypto ? FeedKind.Pairs : FeedKind.Stocks, out var feed) && feed.IsPolling)];
}
