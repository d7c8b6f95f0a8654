using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Scanner;

/// <summary>Where the scanner's inputs come from: the stream or polling, the position book, and the tick.</summary>
public sealed class BarFeed(
    IMarketStream stream, IMarketData data, BarHistory history, BookFollower books, VenueClock venue, TimeProvider machine, ScannerOptions options, ILogger<BarFeed> logger)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(3);

    public async Task StreamAsync(ChannelWriter<ScannerInput> inbox, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        await foreach (var item in stream.ReadAsync(stopping))
            await inbox.WriteAsync(new ScannerInput.Streamed(item), stopping);
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
            if (minute <= polled)
                continue;
            try
            {
                var start = polled is { } before ? before - Minute : from - Overlap;
                await inbox.WriteAsync(new ScannerInput.BarsRead(await history.ReadAsync(start, minute, stopping)), stopping);
                polled = minute;
            }
            catch (VenueUnavailableException absent)
            {
                Log.BarsUnavailable(logger, absent.Message);
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
            catch (VenueUnavailableException absent)
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
