using Microsoft.Extensions.DependencyInjection;
using Pipeline.Broker;
using Pipeline.Contracts;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Monitor;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Handling;
using Pipeline.Monitor.Inputs;

return await StageHost.RunAsync(
    new StageDefinition(Processes.Monitor, "what is held, how it must be protected, when to leave", (services, configuration) =>
    {
        services.AddStageOptions<MonitorOptions>(configuration, "Monitor", options => _ = new ExitSettingsInForce(options));
        services.AddBroker(configuration, Processes.Monitor);
        services.AddSingleton<MonitorClock>();
        services.AddSingleton<MonitorBooks>().AddSingleton<LedgerTeller>().AddSingleton<UntoldChanges>().AddSingleton<KnownEpochs>().AddSingleton<LedgerWriter>();
        services.AddSingleton<VenueQuestions>().AddSingleton<RecordedSource>();
        services.AddSingleton(typeof(CoreReader<>)).AddSingleton<LiveSources>();
        services.AddSingleton(provider => new Pulse(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IReadOnlyList<BookSelection>>([BookSelection.Entries, BookSelection.Orders, BookSelection.Ledger, BookSelection.Control]);
        services.AddSingleton<BookFollower>();
        services.AddSingleton<BookHandling>().AddSingleton<BookRebuilding>().AddSingleton<OrderHandling>().AddSingleton<StreamHandling>();
        services.AddSingleton<ReadingHandling>().AddSingleton<ReadingSchedule>().AddSingleton<ReadingTrouble>();
        services.AddSingleton<ReconcileTeller>().AddSingleton<QuantityMending>().AddSingleton<CashHandling>().AddSingleton<ReconcileHandling>();
        services.AddSingleton<ExitHandling>().AddSingleton<GuardHandling>().AddSingleton<SessionHandling>();
        services.AddSingleton<MonitorLoop>().AddSingleton<IStage, MonitorStage>();
    },
    GuardsPositions: true),
    args);
