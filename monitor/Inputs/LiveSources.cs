using System.Threading.Channels;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Hosting;
using Pipeline.Messaging;

namespace Pipeline.Monitor.Inputs;

/// <summary>The sources that speak of themselves; each writes into the loop's channel and nothing else.</summary>
internal sealed class LiveSources(IAccountStream account, BookFollower books, CoreReader<MarketBar> bars, CoreReader<MarketQuote> quotes, TimeProvider machine)
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    public async Task FollowAccountAsync(ChannelWriter<MonitorInput> loop, CancellationToken stopping)
    {
        await foreach (var item in account.ReadAsync(stopping))
        {
            if (item is AccountStreamItem.Lost)
                KillPoint.Reached(KillPoints.MonitorStreamLost);
            await loop.WriteAsync(new MonitorInput.Account(item), stopping);
        }
    }

    public async Task FollowBooksAsync(ChannelWriter<MonitorInput> loop, CancellationToken stopping)
    {
        await foreach (var item in books.FollowAsync(stopping))
        {
            if (item is CaughtUp)
                KillPoint.Reached(KillPoints.MonitorRecoveryBooksRead);
            await loop.WriteAsync(item is BookEntry entry ? new MonitorInput.Book(entry) : new MonitorInput.BooksRead(), stopping);
        }
    }

    public async Task FollowBarsAsync(ChannelWriter<MonitorInput> loop, CancellationToken stopping)
    {
        await foreach (var message in bars.ReadAsync("market.bar.*", stopping))
            await loop.WriteAsync(new MonitorInput.Bar(message.Body), stopping);
    }

    public async Task FollowQuotesAsync(ChannelWriter<MonitorInput> loop, CancellationToken stopping)
    {
        await foreach (var message in quotes.ReadAsync("market.quote.*", stopping))
            await loop.WriteAsync(new MonitorInput.Quote(message.Body), stopping);
    }

    public async Task TickAsync(ChannelWriter<MonitorInput> loop, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TickInterval, machine);
        while (await timer.WaitForNextTickAsync(stopping))
            await loop.WriteAsync(new MonitorInput.Tick(), stopping);
    }
}
