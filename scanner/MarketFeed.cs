using System.Collections.Frozen;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>One endpoint of market data as the loop sees it: bars heard, held back behind a gap, or asked for. Touched by the scanner's loop alone, but for <see cref="IsPolling"/>.</summary>
public sealed class MarketFeed(
    FeedPlan plan, IMarketStream stream, FeedSources sources, FeedWatch watch, FeedHealth health, BarDesk bars, QuoteBoard quotes, TradingHours hours, EventTeller teller, VenueClock venue, ILogger logger)
{
    private readonly HeldBack _heldBack = new();
    private readonly FrozenSet<Symbol> _symbols = plan.Symbols.ToFrozenSet();
    private readonly string _story = plan.Kind == FeedKind.Stocks ? "feed" : "feed-pairs";

    public FeedKind Kind => plan.Kind;

    /// <summary>Requests bring the quotes of its symbols now. May be asked from any thread.</summary>
    public bool IsPolling => watch.IsPolling;

    /// <summary>Reads what measuring begins with.</summary>
    public async Task WarmUpAsync(CancellationToken stopping)
    {
        var upTo = venue.Now;
        var since = plan.WarmUpSince(upTo);
        var read = await sources.ReadAsync(since, upTo, stopping);
        KillPoint.Reached(KillPoints.ScannerWarmUpRead);
        await bars.TakeAsync(read, stopping);
        watch.Heard(upTo);
        Log.WarmedUp(logger, Kind, read.Count, since);
    }

    /// <summary>What runs beside the loop for this feed.</summary>
    public IEnumerable<Func<CancellationToken, Task>> Begin(ChannelWriter<ScannerInput> inbox)
    {
        health.Expect(Kind);
        if (!plan.Streams)
        {
            watch.PollOnly(venue.Now);
            health.Well(Kind);
        }

        List<Func<CancellationToken, Task>> parts = [token => sources.PollAsync(inbox, () => watch.PollsSince, token)];
        if (plan.Streams)
            parts.AddRange([token => sources.StreamAsync(inbox, token), token => sources.ReadGapsAsync(inbox, token)]);
        return parts;
    }

    /// <summary>States anew what the stream shall bring.</summary>
    /// <param name="quoted">Symbols of all feeds whose quotes are wanted.</param>
    public void Want(IReadOnlySet<Symbol> quoted)
    {
        // What is held is quoted whether it is watched or not: the exit rules are blind without.
        if (plan.Streams)
            stream.Want(new MarketSubscription(plan.AllBars, _symbols, quoted.Where(symbol => symbol.IsCrypto == (Kind == FeedKind.Pairs)).ToHashSet()));
    }

    public async Task HandleAsync(MarketStreamItem item, CancellationToken stopping)
    {
        switch (item)
        {
            case MarketStreamItem.Connected:
                if (watch.LostAt is { } lostAt)
                    await teller.TellAsync("data_gap_found", EventSeverity.Info, _story, _story, text: $"Connected again: the bars since {lostAt:O} are asked for, and nothing newer is measured before they are read.");
                watch.Back();
                AskForGap();
                break;
            case MarketStreamItem.Lost lost:
                Log.Lost(logger, Kind, lost.Reason);
                if (lost.WentSilent)
                    await teller.TellAsync("data_stale", EventSeverity.Warning, _story, _story, reason: "stream_silent", text: lost.Reason);
                if (watch.Lost(venue.Now))
                    await teller.TellAsync("feed_lost", EventSeverity.Warning, _story, _story, text: lost.Reason);
                if (!watch.PollsWell)
                    health.Ill(Kind, $"market data lost: {lost.Reason}");
                break;
            // Bars of all stocks bring those of symbols that are not watched too.
            case MarketStreamItem.BarClosed { Symbol: var other } when !_symbols.Contains(other):
                break;
            case MarketStreamItem.BarClosed { Revised: false } closed when watch.HasGap:
                _heldBack.Add(closed.Symbol, closed.Bar);
                break;
            case MarketStreamItem.BarClosed { Revised: false } closed:
                watch.Heard(closed.Bar.End);
                if (hours.IsOpen(closed.Symbol, closed.Bar.Start))
                    await bars.TakeAsync(closed.Symbol, closed.Bar, stopping);
                break;
            case MarketStreamItem.QuoteChanged changed:
                quotes.Streamed(changed.Symbol, changed.Quote);
                break;
            case MarketStreamItem.Refused refused:
                Log.SubscriptionRefused(logger, refused.Code, refused.Text);
                await teller.TellAsync("feed_degraded", EventSeverity.Warning, _story, _story, reason: $"code_{refused.Code}", text: refused.Text);
                break;
            default:
                break;
        }
    }

    public async Task HandleAsync(ScannerInput.GapRead read, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (read.Bars is null || !_heldBack.Continues(read.UpTo))
        {
            watch.FillFailed();
            return;
        }

        if (!watch.Filled(read.Request, read.UpTo))
            return;
        var missing = _heldBack.Release(read.Bars).Where(found => hours.IsOpen(found.Symbol, found.Bar.Start) && !(found.Bar.Start <= bars.NewestStart(found.Symbol))).ToList();
        await bars.TakeAsync(missing, stopping);
        if (missing.Count > 0)
            await teller.TellAsync("data_gap_filled", EventSeverity.Info, _story, _story, text: $"{missing.Count} bars since {read.Request.Since:O}");
        Log.Connected(logger, Kind);
        await teller.TellAsync("feed_connected", EventSeverity.Info, _story, _story);
        health.Well(Kind);
    }

    public async Task HandlePolledAsync(IReadOnlyList<(Symbol Symbol, BarValues Bar)> read, CancellationToken stopping)
    {
        await bars.TakeAsync(read, stopping);
        if (!watch.Polled(venue.Now))
            return;
        if (!plan.Streams)
        {
            health.Well(Kind);
            return;
        }

        // Bars a few seconds old make signals as good as before; quotes are asked for where they matter.
        await teller.TellAsync("feed_polling", EventSeverity.Warning, _story, _story, text: "Market data have been lost for long: bars and quotes come by request until the stream is back.");
        health.Well(Kind, "polling: market data come by request until the stream is back");
    }

    public async ValueTask HandleTickAsync()
    {
        AskForGap();
        if (watch.BeginPolling(venue.Now))
            Log.Polling(logger, Kind);
        if (!watch.PollingFails(venue.Now))
            return;
        Log.PollingFails(logger, Kind);
        await teller.TellAsync("data_stale", EventSeverity.Error, _story, _story, reason: "requests_unanswered", text: "No request for market data has been answered for two minutes, and no stream brings them.");
        health.Ill(Kind, plan.Streams ? "market data lost: bars do not come by request either" : "market data lost: bars do not come by request");
    }

    // Bars that closed while the stream was away come by request before anything newer is measured: no signal on incomplete data.
    private void AskForGap()
    {
        if (watch.BeginFill(venue.Now) is { } gap)
            sources.AskForGap(gap);
    }
}

/// <summary>What a feed is to bring, and how.</summary>
/// <param name="AllBars">The stream is asked for the bars of every symbol, which spares it thousands of names.</param>
/// <param name="Streams">False where bars and quotes come by request alone.</param>
/// <param name="WarmUpSince">Start of the bars that measuring begins with, by the venue time it is asked at.</param>
public sealed record FeedPlan(FeedKind Kind, IReadOnlyList<Symbol> Symbols, bool AllBars, bool Streams, Func<DateTimeOffset, DateTimeOffset> WarmUpSince);
