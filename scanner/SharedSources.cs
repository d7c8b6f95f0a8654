using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Scanner;

/// <summary>What comes to the loop whatever the feed: quotes by request, the position book, and the tick.</summary>
public sealed class SharedSources(IMarketData data, BookFollower books, TradingHours hours, Pulse pulse, TimeProvider machine, ScannerOptions options, ILogger<SharedSources> logger)
{
    private static readonly TimeSpan HoursInterval = TimeSpan.FromMinutes(10);

    /// <summary>Asks for quotes again and again.</summary>
    /// <param name="wanted">Whose quotes are wanted, none while the streams bring them; asked anew each time.</param>
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
            if (item is not BookEntry entry)
                continue;

            // It only says whose quotes matter: whoever owns the position mends one that cannot be read.
            if (MessageReading.TryRead<Position>(entry.Data.Span, out var position, out var reason))
                await inbox.WriteAsync(new ScannerInput.Held(position.Symbol, !position.Quantity.IsZero), stopping);
            else
                Log.PositionUnreadable(logger, entry.Subject, reason);
        }
    }

    /// <summary>A calendar runs out, however well the streams do, and a close may come early.</summary>
    public async Task KeepHoursAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(HoursInterval, machine);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await hours.ReadAgainAsync(stopping);
            }
            catch (Exception absent) when (absent is VenueUnavailableException or VenueRefusedException)
            {
                Log.HoursUnavailable(logger, absent.Message);
            }
        }
    }

    public async Task TickAsync(ChannelWriter<ScannerInput> inbox, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(inbox);
        while (await pulse.NextAsync(stopping))
            await inbox.WriteAsync(new ScannerInput.Tick(), stopping);
    }
}
