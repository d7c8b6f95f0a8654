using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Signals;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>The scanner: one loop over one channel; bars in, signals out.</summary>
public sealed class ScannerStage : IStage
{
    private static readonly TimeSpan CandidateLife = TimeSpan.FromMinutes(15);
    private static readonly IReadOnlySet<Symbol> None = new HashSet<Symbol>();

    private readonly Channel<ScannerInput> _inbox = Channel.CreateBounded<ScannerInput>(new BoundedChannelOptions(50_000) { SingleReader = true });
    private readonly HashSet<Symbol> _held = [];
    private readonly HeldBack _heldBack = new();
    private readonly MomentumParameters _parameters;
    private readonly Scan _scan;
    private readonly StageRun _run;
    private readonly ScannerOptions _options;
    private readonly Watchlist _watchlist;
    private readonly TradingHours _hours;
    private readonly BarHistory _history;
    private readonly BarFeed _feed;
    private readonly FeedWatch _watch;
    private readonly QuoteBoard _quotes;
    private readonly IMarketStream _stream;
    private readonly MarketPublisher _market;
    private readonly SignalPublisher _signals;
    private readonly StageReadiness _readiness;
    private readonly EventTeller _teller;
    private readonly VenueClock _venue;
    private readonly ILogger _logger;
    private volatile IReadOnlySet<Symbol> _quoted = None;

    public ScannerStage(
        StageRun run, ScannerOptions options, Watchlist watchlist, TradingHours hours, BarHistory history, BarFeed feed, FeedWatch watch, QuoteBoard quotes, IMarketStream stream,
        MarketPublisher market, SignalPublisher signals, StageReadiness readiness, EventTeller teller, VenueClock venue, ILogger<ScannerStage> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _run = run;
        _options = options;
        _watchlist = watchlist;
        _hours = hours;
        _history = history;
        _feed = feed;
        _watch = watch;
        _quotes = quotes;
        _stream = stream;
        _market = market;
        _signals = signals;
        _readiness = readiness;
        _teller = teller;
        _venue = venue;
        _logger = logger;
        _parameters = new MomentumParameters { VelocityBars = options.VelocityBars, Threshold = options.Threshold };
        _scan = new Scan(_parameters, TimeSpan.FromSeconds(options.SignalMaxAgeSeconds), options.CandidateShare);
    }

    // A dry run polls: the venue grants one market-data stream, and the live scanner has it.
    private bool Streams => _options.Mode == "stream" && !_run.DryRun;

    public async Task RunAsync(CancellationToken stopping)
    {
        if (_run.ReadsInput)
        {
            await RecordedBars.ReadAsync(Console.In, (ReplayVenueClock)_venue, HandleBarAsync, stopping);
            return;
        }

        await _watchlist.ChooseAsync(stopping);
        await _hours.KeepCurrentAsync(stopping);
        await WarmUpAsync(stopping);
        if (_run.Once)
        {
            _market.Complete();
            await _market.RunAsync(stopping);
            return;
        }

        var began = _venue.Now;
        if (!Streams)
            _readiness.Ready();
        List<Func<CancellationToken, Task>> parts =
        [
            _market.RunAsync,
            token => _feed.PollAsync(_inbox.Writer, () => Streams ? _watch.PollsSince : began, token),
            token => _feed.PollQuotesAsync(_inbox.Writer, () => Streams && !_watch.IsPolling ? None : _quoted, token),
            token => _feed.FollowPositionsAsync(_inbox.Writer, token),
            token => _feed.TickAsync(_inbox.Writer, token),
            LoopAsync,
        ];
        if (Streams)
            parts.AddRange([token => _feed.StreamAsync(_inbox.Writer, token), token => _feed.ReadGapsAsync(_inbox.Writer, token)]);
        await Together.RunAsync(stopping, [.. parts]);
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        if (Streams)
            _stream.Want(new MarketSubscription(AllBars: _options.Symbols.Count == 0, _watchlist.Symbols.ToHashSet(), _quoted));
        await foreach (var input in _inbox.Reader.ReadAllAsync(stopping))
        {
            await (input switch
            {
                ScannerInput.Streamed streamed => HandleAsync(streamed.Item, stopping),
                ScannerInput.BarsRead read => HandlePolledAsync(read.Bars, stopping),
                ScannerInput.GapRead read => HandleGapAsync(read, stopping),
                ScannerInput.QuotesRead read => _quotes.Read(read.Quotes),
                ScannerInput.Held held => HandleHeld(held),
                _ => HandleTickAsync(stopping),
            });
        }
    }

    private async Task WarmUpAsync(CancellationToken stopping)
    {
        var (since, upTo) = (_hours.MinutesOfTradingBefore(_venue.Now, Momentum.CapacityFor(_parameters)), _venue.Now);
        var bars = await _history.ReadAsync(since, upTo, stopping);
        KillPoint.Reached(KillPoints.ScannerWarmUpRead);
        await HandleBarsAsync(bars, stopping);
        _watch.Heard(upTo);
        Log.WarmedUp(_logger, bars.Count, since);
    }

    private async Task HandleAsync(MarketStreamItem item, CancellationToken stopping)
    {
        switch (item)
        {
            case MarketStreamItem.Connected:
                _watch.Back();
                AskForGap();
                break;
            case MarketStreamItem.Lost lost:
                Log.Lost(_logger, lost.Reason);
                if (_watch.Lost(_venue.Now))
                    await _teller.TellAsync("feed_lost", EventSeverity.Warning, "feed", "feed", text: lost.Reason);
                if (!_watch.PollsWell)
                    _readiness.Unhealthy($"market data lost: {lost.Reason}");
                break;
            case MarketStreamItem.BarClosed { Revised: false } closed when _watch.HasGap:
                _heldBack.Add(closed.Symbol, closed.Bar);
                break;
            case MarketStreamItem.BarClosed { Revised: false } closed:
                _watch.Heard(closed.Bar.End);
                if (_hours.IsRegular(closed.Bar.Start))
                    await HandleBarAsync(closed.Symbol, closed.Bar, stopping);
                break;
            case MarketStreamItem.QuoteChanged changed:
                _quotes.Streamed(changed.Symbol, changed.Quote);
                break;
            case MarketStreamItem.Refused refused:
                Log.SubscriptionRefused(_logger, refused.Code, refused.Text);
                await _teller.TellAsync("feed_degraded", EventSeverity.Warning, "feed", "feed", reason: $"code_{refused.Code}", text: refused.Text);
                break;
            default:
                break;
        }
    }

    // Bars that closed while the stream was away come by request before anything newer is measured: no signal on incomplete data.
    private void AskForGap()
    {
        if (_watch.BeginFill(_venue.Now) is { } gap)
            _feed.AskForGap(gap);
    }

    private async Task HandleGapAsync(ScannerInput.GapRead read, CancellationToken stopping)
    {
        if (read.Bars is null || !_heldBack.Continues(read.UpTo))
        {
            _watch.FillFailed();
            return;
        }

        if (!_watch.Filled(read.Request, read.UpTo))
            return;
        var missing = _heldBack.Release(read.Bars).Where(found => _hours.IsRegular(found.Bar.Start) && !(found.Bar.Start <= _scan.NewestStart(found.Symbol))).ToList();
        await HandleBarsAsync(missing, stopping);
        if (missing.Count > 0)
            await _teller.TellAsync("data_gap_filled", EventSeverity.Info, "feed", "feed", text: $"{missing.Count} bars since {read.Request.Since:O}");
        Log.Connected(_logger);
        await _teller.TellAsync("feed_connected", EventSeverity.Info, "feed", "feed");
        _readiness.Ready();
    }

    private async Task HandlePolledAsync(IReadOnlyList<(Symbol Symbol, BarValues Bar)> bars, CancellationToken stopping)
    {
        await HandleBarsAsync(bars, stopping);
        if (_watch.Polled(_venue.Now))
            await SayPollingAsync();
    }

    private async Task HandleBarsAsync(IReadOnlyList<(Symbol Symbol, BarValues Bar)> bars, CancellationToken stopping)
    {
        foreach (var (symbol, bar) in bars)
            await HandleBarAsync(symbol, bar, stopping);
    }

    private async Task HandleBarAsync(Symbol symbol, BarValues bar, CancellationToken stopping)
    {
        var decision = _scan.Take(symbol, bar, _run.ReadsInput ? bar.End : _venue.Now);
        if (decision.Signal is { } reading)
            await _signals.PublishAsync(_parameters.Strategy, symbol, bar, reading, _quotes.Of(symbol), stopping);
        var isFresh = _venue.Now - bar.End <= TimeSpan.FromSeconds(_options.SignalMaxAgeSeconds);
        if (decision.IsNew && isFresh && !_run.DryRun)
            await _market.PublishBarAsync(symbol, bar, stopping);
    }

    private Task HandleHeld(ScannerInput.Held held)
    {
        _ = held.IsHeld ? _held.Add(held.Symbol) : _held.Remove(held.Symbol);
        return Task.CompletedTask;
    }

    private async Task HandleTickAsync(CancellationToken stopping)
    {
        if (_run.DryRun)
            return;
        AskForGap();
        if (_watch.BeginPolling(_venue.Now))
            Log.Polling(_logger);
        if (_watch.PollingFails(_venue.Now))
        {
            Log.PollingFails(_logger);
            _readiness.Unhealthy("market data lost: bars do not come by request either");
        }

        await _market.PublishQuotesAsync(stopping);
        var wanted = _scan.WorthQuoting(_held, _options.QuoteSymbols, _venue.Now - CandidateLife);
        if (wanted.SetEquals(_quoted))
            return;
        _quoted = wanted;
        if (Streams)
            _stream.Want(new MarketSubscription(AllBars: _options.Symbols.Count == 0, _watchlist.Symbols.ToHashSet(), wanted));
    }

    // Bars a few seconds old make signals as good as before; quotes are asked for where they matter.
    private async Task SayPollingAsync()
    {
        await _teller.TellAsync("feed_polling", EventSeverity.Warning, "feed", "feed", text: "Market data have been lost for long: bars and quotes come by request until the stream is back.");
        _readiness.Ready("polling: market data come by request until the stream is back");
    }
}
