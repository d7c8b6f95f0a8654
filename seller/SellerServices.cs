using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Broker;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Seller.Alone;
using Pipeline.Seller.Journal;

namespace Pipeline.Seller;

/// <summary>What the seller is made of.</summary>
internal static class SellerServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStageOptions<SellerOptions>(configuration, "Seller", options => options.ToSettings());
        services.AddBroker(configuration, Processes.Seller);
        services.AddSingleton<SellerBook>().AddSingleton<LatestQuotes>().AddSingleton<CoreReader<MarketQuote>>();
        services.AddSingleton(Journal);
        services.AddSingleton<OrderRecords>().AddSingleton<IOrderRecords>(provider => provider.GetRequiredService<OrderRecords>()).AddSingleton<SignalEnds>().AddSingleton<UnsettledSearch>();
        services.AddSingleton<CoreReader<Heartbeat>>().AddSingleton<VenueWatch>().AddSingleton<MeanwhileFinder>().AddSingleton<LastLook>();
        services.AddSingleton<OrderRequests>().AddSingleton<UnknownOutcomes>().AddSingleton<TradeRecorder>();
        services.AddSingleton<StepTelling>().AddSingleton<SymbolAlarms>().AddSingleton<Turn>().AddSingleton<SellerLoop>();
        services.AddSingleton(provider => new Pulse(SellerLoop.TickInterval, SellerLoop.CalmInterval, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RecordedState>().AddSingleton<RecordedSignals>();
        services.AddSingleton<VenueSymbolReading>().AddSingleton<RecordedSymbolReading>();
        services.AddSingleton<ISymbolReading>(provider => provider.GetRequiredService<StageRun>().ReadsInput
            ? provider.GetRequiredService<RecordedSymbolReading>()
            : provider.GetRequiredService<VenueSymbolReading>());
        services.AddSingleton(Signals);
        services.AddSingleton(provider => new BookFollower(
            provider.GetRequiredService<PipelineConnection>(),
            provider.GetRequiredService<StoredMessages>(),
            [new BookSelection(Streams.Orders, "order.intent.seller.>", "order.answer.seller.>", "order.venue.>"), new BookSelection(Streams.Ledger, "position.>", "trade.>", "session.>")],
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BookFollower>>()));
        services.AddSingleton<IStage, SellerStage>();
    }

    private static SellerJournal Journal(IServiceProvider provider)
    {
        var (run, logger) = (provider.GetRequiredService<StageRun>(), provider.GetRequiredService<ILogger<SellerJournal>>());
        return run.DryRun ? SellerJournal.Nowhere(logger) : SellerJournal.Open(provider.GetRequiredService<PipelineHome>(), run, logger);
    }

    private static IDeliverySource<SellSignal> Signals(IServiceProvider provider)
    {
        var run = provider.GetRequiredService<StageRun>();
        var logger = provider.GetRequiredService<ILogger<ViewedDeliveries<SellSignal>>>();
        if (run.ReadsInput)
            return new ViewedDeliveries<SellSignal>(provider.GetRequiredService<RecordedSignals>().ReadAsync(Console.In, CancellationToken.None), logger);
        if (run.DryRun)
        {
            var reader = new OrderedReader(provider.GetRequiredService<PipelineConnection>());
            return new ViewedDeliveries<SellSignal>(Read(reader, follow: true), Read(reader, follow: false), logger);
        }

        // An exit may take a night, and is never given up: it is kept in hand, and delivered again after each crash.
        var venue = provider.GetRequiredService<VenueClock>();
        return new DurableReader<SellSignal>(
            provider.GetRequiredService<PipelineConnection>(),
            provider.GetRequiredService<MessagePublisher>(),
            DurableReaderSettings.Seller with { LongestHandling = TimeSpan.FromDays(7), MostDeliveries = 1000, Ahead = 256, VenueNow = () => venue.Now },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DurableReader<SellSignal>>>());
    }

    private static IAsyncEnumerable<RawMessage> Read(OrderedReader reader, bool follow) =>
        reader.ReadAsync(Streams.Signals, new ReadRange { Subjects = ["signal.sell.>"], Follow = follow }, CancellationToken.None);
}
