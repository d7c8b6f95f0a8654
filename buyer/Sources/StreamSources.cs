using System.Threading.Channels;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Sources;

/// <summary>What nats-server says: signals, books, quotes, heartbeats.</summary>
internal sealed class StreamSources(
    StageRun run, IDeliverySource<BuySignal> signals, BookFollower books, CoreReader<MarketQuote> quotes, CoreReader<Heartbeat> heartbeats, LagReport lag)
{
    public async Task ReadSignalsAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        var deliveries = run.Once ? signals.DrainAsync(cancellationToken) : signals.ReadAsync(cancellationToken);
        await foreach (var delivery in deliveries)
        {
            KillPoint.Reached(KillPoints.BuyerSignalRead);
            await inputs.WriteAsync(new BuyerInput.SignalArrived(delivery), cancellationToken);
        }

        await inputs.WriteAsync(new BuyerInput.SignalsEnded(), cancellationToken);
    }

    public async Task FollowBooksAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        await foreach (var item in books.FollowAsync(cancellationToken))
            await inputs.WriteAsync(new BuyerInput.BookTold(item), cancellationToken);
    }

    public async Task HearQuotesAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        await foreach (var (_, said) in quotes.ReadAsync("market.quote.*", cancellationToken))
            await inputs.WriteAsync(new BuyerInput.QuoteHeard(said.Symbol, said.Quote), cancellationToken);
    }

    public async Task HearHeartbeatsAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        await foreach (var (_, said) in heartbeats.ReadAsync("hb.*", cancellationToken))
        {
            if (said.Process is Processes.Monitor or Processes.Seller)
                await inputs.WriteAsync(new BuyerInput.HeartbeatHeard(said.Process, said.State, said.Conditions ?? []), cancellationToken);
        }
    }

    public Task ReportLagAsync(CancellationToken cancellationToken) => lag.RunAsync(cancellationToken);
}
