using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Hosting.Logging;
using Pipeline.Hosting.Metrics;
using Pipeline.Hosting.Services;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Stages;

/// <summary>One life of a stage: settings, lock, connection, services, run, exit code.</summary>
internal static class StageProcess
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(8);

    private const string ByHand = "hand";
    private const string Category = "Pipeline.Hosting";

    public static async Task<int> RunAsync(StageDefinition definition, StageArguments arguments, CancellationToken cancellationToken)
    {
        var home = PipelineHome.Of(arguments.Profile);
        var start = StartSettings.Of(definition, home);
        var settings = start.Settings;
        LiveGuard.Check(arguments.Profile, settings, arguments.ConfirmLive, SecretsFile.Read(home));
        // Only who spends is held to the caps: nobody who protects or sells is ever kept from starting by them.
        if (definition.Process == Contracts.Processes.Buyer)
            LiveCaps.Check(home, settings);
        var notWritable = definition.CheckHome(home);
        using var held = TakeLock(home, definition.Process, arguments);
        KillPoint.Reached(KillPoints.StageStartLocked);
        var run = Describe(definition, arguments, settings);
        using var loggers = StageLogging.Create(home, arguments.DryRun ? $"{definition.Process}-dry-run" : definition.Process, run.StartedBy == ByHand);
        if (notWritable is not null)
            HostingLog.HomeNotWritable(loggers.CreateLogger(Category), notWritable.Message);
        if (start.Refused is { } refused)
            HostingLog.StartedWithoutOverlay(loggers.CreateLogger(Category), refused);
        using var metrics = new MetricsCollector();
        // Before anything is counted: a collector is told only what is counted from here on.
        using var sending = run.DryRun ? null : BeginSending(OptionsReader.Read<MetricsOptions>(settings, MetricsOptions.Section), run, loggers);
        await using var connection = await ConnectAsync(definition, home, run, loggers, cancellationToken);
        KillPoint.Reached(KillPoints.StageStartConnected);
        using var host = BuildHost(definition, home, run, start, loggers, connection, metrics);
        return await RunHostAsync(host, definition, home, run, loggers, cancellationToken);
    }

    private static IDisposable? BeginSending(MetricsOptions options, StageRun run, ProcessLog loggers)
    {
        try
        {
            return OtlpSending.Begin(options, run.Process, run.Profile);
        }
        catch (Exception fault)
        {
            // Whoever trades does so without a collector too.
            HostingLog.FiguresFailed(loggers.CreateLogger(Category), fault);
            return null;
        }
    }

    private static ProcessLock? TakeLock(PipelineHome home, string process, StageArguments arguments)
    {
        if (arguments.DryRun)
            return null;
        return ProcessLock.TryTake(home, process) ?? throw new PipelineException(
            ExitCodes.AlreadyRunning,
            $"The {process} of profile {home.Profile} already runs{(ProcessRecord.ReadLiving(home, process) is { } other ? $", pid {other.Identity.Pid}" : "")}. There is one of each stage: stop it first, or use --dry-run.");
    }

    private static StageRun Describe(StageDefinition definition, StageArguments arguments, IConfiguration settings) => new()
    {
        Process = definition.Process,
        Profile = arguments.Profile,
        Account = arguments.Profile,
        Once = arguments.Once,
        DryRun = arguments.DryRun,
        ReadsInput = arguments.ReadsInput,
        StartedBy = Environment.GetEnvironmentVariable("PIPELINE_STARTED_BY") ?? ByHand,
        ConfigurationRevision = Settings.RevisionOf(settings),
    };

    private static async Task<PipelineConnection> ConnectAsync(StageDefinition definition, PipelineHome home, StageRun run, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var endpoints = Endpoints.Read(home) ?? throw NotStarted(home, null);
        var user = run.DryRun ? NatsUsers.Viewer : run.Process;
        var options = endpoints.As(user, home);
        if (!definition.NeedsNats && run is { DryRun: false, Once: false })
            return await BeginAsync(options, loggers, cancellationToken);

        // Beside an orchestrator the server may just be coming back; a person is told at once.
        var patience = run.StartedBy == ByHand ? TimeSpan.Zero : ConnectPatience;
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await PipelineConnection.ConnectAsync(options, loggers, cancellationToken);
            }
            catch (NatsException absent)
            {
                if (TimeProvider.System.GetElapsedTime(since) >= patience)
                    throw NotStarted(home, absent);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }
    }

    // A server that is there answers within milliseconds; one that is not is not waited for.
    private static async Task<PipelineConnection> BeginAsync(MessagingOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var connection = PipelineConnection.Begin(options, loggers, TimeProvider.System);
        var opened = connection.OpenedAsync(cancellationToken);
        await Task.WhenAny(opened, Task.Delay(FirstPatience, TimeProvider.System, cancellationToken));
        if (!opened.IsCompleted)
            await Console.Error.WriteLineAsync("nats-server does not answer: this stage goes on without it, and connects when it is there.");
        return connection;
    }

    private static PipelineException NotStarted(PipelineHome home, Exception? cause) => new(
        ExitCodes.Unavailable,
        $"nats-server of profile {home.Profile} does not answer{(cause is null ? "" : $" ({cause.Message})")}. Start the system first: ./pipeline start --profile {home.Profile}",
        cause);

    private static IHost BuildHost(
        StageDefinition definition, PipelineHome home, StageRun run, StartSettings start, ProcessLog loggers, PipelineConnection connection, MetricsCollector metrics)
    {
        var settings = start.Settings;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var services = builder.Services;
        services.AddSingleton<ILoggerFactory>(loggers).AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(new GatheredTime());
        services.AddSingleton(home).AddSingleton(run).AddSingleton(connection);
        services.AddSingleton<HaltLatch>().AddSingleton<EndingMark>().AddSingleton<LeftBehind>().AddSingleton<StageReadiness>().AddSingleton<StageOutcome>();
        services.AddSingleton<StoredMessages>().AddSingleton<MessagePublisher>();
        AddVenueClock(services, home, run, settings);
        // Made by a factory, so that the container closes it.
        if (OpenSpool(home, run, loggers) is { } spool)
            services.AddSingleton(_ => spool);
        services.AddSingleton<EventTeller>().AddHostedService(provider => provider.GetRequiredService<EventTeller>());
        services.AddSingleton<Conditions>();
        services.AddSingleton<HeartbeatWords>().AddSingleton(metrics);
        if (!run.DryRun)
            services.AddHostedService<LifeTelling>().AddHostedService<HeartbeatService>().AddHostedService<MetricsService>().AddHostedService<ServiceHost>();
        if (!settings.VenueIsSimulated())
            HostingLog.KeysRead(loggers.CreateLogger(Category), run.Process, SecretsFile.WhereFrom(home));
        if (!run.DryRun)
            services.AddHostedService<LogLevelFollower>();
        definition.AddServices(services, settings.WithSecrets(home));
        if (!run.ReadsInput)
        {
            services.AddSingleton(provider => new ConfigurationInForce(home, start.Basis, start.Overlay, provider.GetServices<IHotOptions>(), start.Refused));
            services.AddHostedService<ConfigurationWatch>();
        }

        services.AddHostedService<StageService>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownPatience);
        services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        return builder.Build();
    }

    private static EventSpool? OpenSpool(PipelineHome home, StageRun run, ILoggerFactory loggers)
    {
        if (run.DryRun)
            return null;
        try
        {
            var spool = EventSpool.Open(Path.Combine(home.Run, $"{run.Process}.events"));
            if (spool.Unreadable > 0)
                HostingLog.EventsUnreadable(loggers.CreateLogger<EventSpool>(), spool.Unreadable);
            return spool;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // Telling less surely is better than not protecting at all.
            HostingLog.EventsNotKept(loggers.CreateLogger<EventSpool>(), full);
            return null;
        }
    }

    private static void AddVenueClock(IServiceCollection services, PipelineHome home, StageRun run, IConfiguration settings)
    {
        if (run.ReadsInput)
        {
            services.AddSingleton<ReplayVenueClock>().AddSingleton<VenueClock>(provider => provider.GetRequiredService<ReplayVenueClock>());
        }
        else if (settings.VenueIsSimulated() && Endpoints.Read(home)?.Simulator is { } url)
        {
            services.AddSingleton(provider => new SimulatedVenueClock(
                new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(1) }, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<VenueClock>(provider => provider.GetRequiredService<SimulatedVenueClock>());
            services.AddHostedService(provider => provider.GetRequiredService<SimulatedVenueClock>());
        }
        else
        {
            services.AddSingleton<VenueClock, SystemVenueClock>();
        }
    }

    private static async Task<int> RunHostAsync(IHost host, StageDefinition definition, PipelineHome home, StageRun run, ProcessLog loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger(Category);
        HostingLog.Started(logger, run.Process, run.Profile, run.StartedBy, run.ConfigurationRevision);
        if (!run.DryRun)
        {
            Record(definition, home, run, logger);
            KillPoint.Reached(KillPoints.StageStartRecorded);
        }

        // Running disposes the services at its end.
        var outcome = host.Services.GetRequiredService<StageOutcome>();
        await host.RunAsync(cancellationToken);
        KillPoint.Reached(KillPoints.StageShutdownEnded);
        HostingLog.Ended(logger, run.Process, outcome.ExitCode);
        if (!run.DryRun)
            ProcessRecord.Remove(home, run.Process);
        if (outcome.Reason is { } reason)
            await Console.Error.WriteLineAsync(Redaction.Of(reason));
        return outcome.ExitCode;
    }

    private static void Record(StageDefinition definition, PipelineHome home, StageRun run, ILogger logger)
    {
        try
        {
            new ProcessRecord
            {
                Process = run.Process,
                Identity = ProcessIdentity.OfSelf(),
                StartedBy = run.StartedBy,
                StartedAt = TimeProvider.System.GetUtcNow(),
            }.Write(home);
        }
        catch (Exception full) when (definition.GuardsPositions && full is (IOException or UnauthorizedAccessException))
        {
            HostingLog.NotRecorded(logger, full);
        }
    }
}
