using Microsoft.Extensions.DependencyInjection;
using Pipeline.Broker;
using Pipeline.Contracts;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Scanner;

return await StageHost.RunAsync(
    new StageDefinition(Processes.Scanner, "finds what is worth buying", (services, configuration) =>
    {
        services.AddStageOptions<ScannerOptions>(configuration, "Scanner", options => options.ToParameters());
        services.AddBroker(configuration, Processes.Scanner);
        services.AddSingleton<IReadOnlyList<BookSelection>>([new BookSelection(Streams.Ledger, "position.>")]).AddSingleton<BookFollower>();
        services.AddSingleton<Watchlist>();
        services.AddSingleton<TradingHours>();
        services.AddSingleton<BarHistory>();
        services.AddSingleton(provider => new Pulse(
            TimeSpan.FromMilliseconds(provider.GetRequiredService<ScannerOptions>().QuoteConflationMs), TimeSpan.FromMilliseconds(500), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SharedSources>();
        services.AddSingleton<FeedHealth>();
        services.AddSingleton<MarketFeeds>();
        services.AddSingleton<CandidateRefusals>();
        services.AddSingleton<BarDesk>();
        services.AddSingleton<MarketPublisher>();
        services.AddSingleton<QuoteBoard>();
        services.AddSingleton<SignalPublisher>();
        services.AddSingleton<IStage, ScannerStage>();
    }),
    args);
