using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>Where the bars of one feed come from, beside the loop: its stream, the reading of what the stream missed, and polling.</summary>
public sealed class FeedSources(
    FeedKind kind, IReadOnlyList<Symbol> symbols, IMarketStream stream, BarHistory history, TradingHours hours, VenueClock venue, TimeProvider machine, ScannerOptions options, ILogger logger)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private readonly Channel<GapRequest> _gaps = Channel.CreateBounded<GapRequest>(1);

    /// <summary>Bars of all symbols of the feed.</summary>
    public Task<IReadOnlyList<(Symbol Symbol, BarValues Bar)>> ReadAsync(DateTimeOffset since, DateTimeOffset upTo, CancellationToken stopping) =>
        history.ReadAsync(symbols, since, upTo, stopping);

    public async Task StreamAsync(ChannelWriter<ScannerInput> inbox, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        await foreach (var item in stream.ReadAsync(stopping))
        {
            if (item is MarketStreamItem.BarClosed)
                KillPoint.Reached(KillPoints.ScannerBarHeard);
            await inbox.WriteAsync(new ScannerInput.Streamed(kind, item), stopping);
        }
    }

    /// <summary>Has a gap read beside the loop; the next may be asked for once this one's <see cref="ScannerInput.GapRead"/> has come.</summary>
    public void AskForGap(GapRequest gap)
    {
        if (!_gaps.Writer.TryWrite(gap))
            throw new InvalidOperationException("A reading of a gap is under way already.");
    }

    /// <summary>Reads the gaps asked for, one after the other: a slow venue keeps nobody from hearing the stream.</summary>
    public async Task ReadGapsAsync(ChannelWriter<ScannerInput> inbox, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        await foreach (var gap in _gaps.Reader.ReadAllAsync(stopping))
        {
            var upTo = venue.Now;
            IReadOnlyList<(Symbol Symbol, BarValues Bar)>? bars = null;
            try
            {
                await hours.KeepCurrentAsync(stopping);
                bars = await ReadAsync(gap.Since, upTo, stopping);
            }
            catch (Exception absent) when (absent is VenueUnavailableException or VenueRefusedException)
            {
                Log.BarsUnavailable(logger, absent.Message);
            }

            KillPoint.Reached(KillPoints.ScannerGapRead);
            await inbox.WriteAsync(new ScannerInput.GapRead(kind, gap, bars, upTo), stopping);
        }
    }

    /// <summary>After each minute of the venue's clock asks for the bars of the last two, so that a late one is not missed.</summary>
    /// <param name="since">Venue time from which bars are wanted, null while none are; asked anew each time.</param>
    public async Task PollAsync(ChannelWriter<ScannerInput> inbox, Func<DateTimeOffset?> since, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        ArgumentNullException.ThrowIfNull(since);
        var delay = TimeSpan.FromSeconds(options.PollDelaySeconds);
        DateTimeOffset? polled = null;
        using var pulse = new Pulse(LookInterval, IdleInterval, machine);
        while (await pulse.NextAsync(stopping))
        {
            var wanted = since();
            pulse.IsCalm = wanted is null;
            if (wanted is not { } from)
            {
                polled = null;
                continue;
            }

            var minute = new DateTimeOffset((venue.Now - delay).UtcTicks / Minute.Ticks * Minute.Ticks, TimeSpan.Zero);
            if (PolledMinutes.Next(polled, from, minute) is not { } start)
                continue;
            try
            {
                await hours.KeepCurrentAsync(stopping);
                await inbox.WriteAsync(new ScannerInput.BarsRead(kind, await ReadAsync(start, minute, stopping)), stopping);
                polled = minute;
            }
            catch (Exception absent) when (absent is VenueUnavailableException or VenueRefusedException)
            {
                Log.BarsUnavailable(logger, absent.Message);
                await Task.Delay(AfterFailure, machine, stopping);
            }
        }
    }
}
