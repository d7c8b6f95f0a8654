using System.Threading.Channels;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Market;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Monitor.Inputs;

/// <summary>The sources that speak of themselves; each writes into the loop's channel and nothing else.</summary>
internal sealed class LiveSources(
    IAccountStream account, BookFollower books, CoreReader<MarketBar> bars, CoreReader<MarketQuote> quotes, CoreReader<Heartbeat> heartbeats, Pulse pulse, TimeProvider machine)
{
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

    /// <summary>Two monitors would each take the other's writing for a conflict, and the venue grants one stream: the younger one gives way.</summary>
    /// <exception cref="PipelineException">Another monitor of this account is alive and began before this one.</exception>
    public async Task GiveWayAsync(CancellationToken stopping)
    {
        var begun = machine.GetUtcNow();
        await foreach (var heard in heartbeats.ReadAsync(Subjects.Heartbeat(Processes.Monitor), stopping))
        {
            if (heard.Body is { State: not ProcessHealth.Stopping } other && other.Pid != Environment.ProcessId && other.StartedAt < begun && other.SentAt > begun)
                throw new PipelineException(ExitCodes.AlreadyRunning, $"Another monitor of this account is alive, pid {other.Pid}, started at {other.StartedAt:u}. There is one monitor for an account.");
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
        while (await pulse.NextAsync(stopping))
            await loop.WriteAsync(new MonitorInput.Tick(), stopping);
    }
}
