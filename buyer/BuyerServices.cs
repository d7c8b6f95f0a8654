using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Broker;
using Pipeline.Buyer.Sources;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Buyer;

/// <summary>What the buyer is made of.</summary>
internal static class BuyerServices
{
    public static void AddBuyer(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStageOptions<BuyerOptions>(configuration, BuyerOptions.Section, options => options.ToLimits());
        services.AddBroker(configuration, Processes.Buyer);
        services.AddSingleton<CoreReader<MarketQuote>>().AddSingleton<CoreReader<Heartbeat>>();
        services.AddSingleton(Books);
        services.AddSingleton(Signals);
        services.AddSingleton(provider => new LagReport(
            provider.GetRequiredService<IDeliverySource<BuySignal>>() as DurableReader<BuySignal>, provider.GetRequiredService<StageReadiness>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StreamSources>();
        services.AddSingleton<IStage, BuyerStage>();
    }

    /// <summary>All books; for recorded messages, which bring their own, only the sessions.</summary>
    private static BookFollower Books(IServiceProvider provider)
    {
        IReadOnlyList<BookSelection> selections = provider.GetRequiredService<StageRun>().ReadsInput
            ? [new BookSelection(Streams.Ledger, "session.>")]
            : [BookSelection.Entries, BookSelection.Orders, BookSelection.Ledger, BookSelection.Control];
        return new BookFollower(
            provider.GetRequiredService<PipelineConnection>(), provider.GetRequiredService<StoredMessages>(), selections,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<BookFollower>>());
    }

    /// <summary>The durable; in a dry run a viewer's own reading: what is new, or with --once what is stored.</summary>
    private static IDeliverySource<BuySignal> Signals(IServiceProvider provider)
    {
        var (connection, time) = (provider.GetRequiredService<PipelineConnection>(), provider.GetRequiredService<TimeProvider>());
        if (!provider.GetRequiredService<StageRun>().DryRun)
        {
            var venue = provider.GetRequiredService<VenueClock>();
            var settings = DurableReaderSettings.Buyer with { VenueNow = () => venue.Now };
            return new DurableReader<BuySignal>(connection, provider.GetRequiredService<MessagePublisher>(), settings, time, provider.GetRequiredService<ILogger<DurableReader<BuySignal>>>());
        }

        var (reader, stored) = (new OrderedReader(connection), new ReadRange { Subjects = ["signal.buy.>"] });
        return new ViewedDeliveries<BuySignal>(
            reader.ReadAsync(Streams.Signals, stored with { Since = time.GetUtcNow(), Follow = true }, CancellationToken.None),
            reader.ReadAsync(Streams.Signals, stored, CancellationToken.None),
            provider.GetRequiredService<ILogger<ViewedDeliveries<BuySignal>>>());
    }
}
