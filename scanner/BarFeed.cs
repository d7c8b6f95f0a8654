using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Scanner;

/// <summary>Where the scanner's inputs come from: the stream or polling, the position book, and the tick.</summary>
public sealed class BarFeed(
    IMarketStream stream, IMarketData data, BarHistory history, TradingHours hours, BookFollower books, VenueClock venue, TimeProvider machine, ScannerOptions options,
    ILogger<BarFeed> logger)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private readonly Channel<GapRequest> _gaps = Channel.CreateBounded<GapRequest>(1);

    public async Task StreamAsync(ChannelWriter<ScannerInput> inbox, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        await foreach (var item in stream.ReadAsync(stopping))
        {
            if (item is MarketStreamItem.BarClosed)
                KillPoint.Reached(KillPoints.ScannerBarHeard);
            await inbox.WriteAsync(new ScannerInput.Streamed(item), stopping);
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
                bars = await history.ReadAsync(gap.Since, upTo, stopping);
            }
            catch (Exception absent) when (absent is VenueUnavailableException or VenueRefusedException)
            {
                Log.BarsUnavailable(logger, absent.Message);
            }

            KillPoint.Reached(KillPoints.ScannerGapRead);
            await inbox.WriteAsync(new ScannerInput.GapRead(gap, bars, upTo), stopping);
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
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), machine);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            if (since() is not { } from)
            {
                polled = null;
                continue;
            }

            var minute = new DateTimeOffset((venue.Now - delay).UtcTicks / Minute.Ticks * Minute.Ticks, TimeSpan.Zero);
            if (PolledMinutes.Next(polled, from, minute) is not { } start)
                continue;
            try
            {
                await inbox.WriteAsync(new ScannerInput.BarsRead(await history.ReadAsync(start, minute, stopping)), stopping);
                polled = minute;
            }
            catch (Exception absent) when (absent is VenueUnavailableException or VenueRefusedException)
            {
                Log.BarsUnavailable(logger, absent.Message);
                await Task.Delay(AfterFailure, machine, stopping);
            }
        }
    }

    /// <summary>Asks for quotes again and again.</summary>
    /// <param name="wanted">Whose quotes are wanted, none while the stream brings them; asked anew each time.</param>
    public async Task PollQuotesAsync(ChannelWriter<ScannerInput> inbox, Func<IReadOnlyCollection<Symbol>> wanted, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        ArgumentNullException.ThrowIfNull(wanted);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.QuotePollSeconds), machine);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            if (wanted() is not { Count: > 0 } symbols)
                continue;
            try
            {
                await inbox.WriteAsync(new ScannerInput.QuotesRead(await data.GetLatestQuotesAsync(symbols, stopping)), stopping);
            }
            catch (Exception absent) when (absent is VenueUnavailableException or VenueRefusedException)
            {
                Log.QuotesUnavailable(logger, absent.Message);
            }
        }
    }

    public async Task FollowPositionsAsync(ChannelWriter<ScannerInput> inbox, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        await foreach (var item in books.FollowAsync(stopping))
        {
            if (item is BookEntry entry)
            {
                var position = ContractsJson.Read<Position>(entry.Data.Span);
                await inbox.WriteAsync(new ScannerInput.Held(position.Symbol, !position.Quantity.IsZero), stopping);
            }
        }
    }

    public async Task TickAsync(ChannelWriter<ScannerInput> inbox, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.QuoteConflationMs), machine);
        while (await timer.WaitForNextTickAsync(stopping))
            await inbox.WriteAsync(new ScannerInput.Tick(), stopping);
    }
}
