using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Faults;
using Pipeline.Simulator.Faults.Prices;
using Pipeline.Simulator.Faults.Requests;
using Pipeline.Simulator.Faults.Sockets;
using Pipeline.Simulator.Faults.Venue;
using Pipeline.Simulator.Http;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Markets.Recorded;
using Pipeline.Simulator.Markets.Synthetic;
using Pipeline.Simulator.Streams;
using Pipeline.Simulator.Watchlists;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator;

/// <summary>Builds the simulator from its options and runs it until it is told to stop.</summary>
public static class SimulatorHost
{
    /// <summary>Exit code for bad bars, home, journal or scenario.</summary>
    public const int BadConfiguration = 78;

    private const int Unavailable = 69;

    /// <summary>Runs; returns 0, 1, 69 (port or home in use) or 78 (bad bars, home or journal).</summary>
    public static async Task<int> RunAsync(SimulatorOptions options, TimeProvider machine, CancellationToken cancellationToken)
    {
        try
        {
            ISimulatedMarket market = options.Bars is { } folder ? new RecordedMarket(folder) : new SyntheticMarket(options.Seed, options.Symbols);
            CreateHome(options.Home);
            using var journal = Journal.Open(Path.Combine(options.Home, "journal.jsonl"), market.Identity, options.Seed, options.Cash, machine);
            using var clockFile = new ClockFile(Path.Combine(options.Home, "clock"));
            await using var app = Build(options, market, journal, clockFile, machine);
            await app.StartAsync(cancellationToken);
            var url = await WriteAddressesAsync(app, options.Home, cancellationToken);
            Console.WriteLine($"simulator ready on {url}, {market.Identity}, speed {options.Speed}");
            await app.WaitForShutdownAsync(cancellationToken);
            Console.WriteLine("simulator stopped");
            return app.Services.GetServices<IHostedService>().OfType<EngineLoop>().Single().ExecuteTask is { IsFaulted: true } failed ? Failed(failed.Exception!) : 0;
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            return Told($"port {options.Port} is already in use on 127.0.0.1", Unavailable);
        }
        catch (JournalException error) when (error.InnerException is IOException)
        {
            return Told($"{options.Home} is in use by another simulator or cannot be written: {error.InnerException.Message}", Unavailable);
        }
        catch (Exception error) when (error is BarFileException or JournalException or IOException or UnauthorizedAccessException)
        {
            return Told(error.Message, BadConfiguration);
        }
    }

    private static WebApplication Build(SimulatorOptions options, ISimulatedMarket market, Journal journal, ClockFile clockFile, TimeProvider machine)
    {
        var state = new VenueState();
        foreach (var occurred in journal.Events) state.Apply(occurred);
        var listed = new ListedSimulation(market, state.Assets);
        var stopped = clockFile.Read();
        // What is on the journal has happened, even if the clock file was not written any more.
        DateTimeOffset? reached = journal.Events is [.., var last] ? last.At > stopped?.Time ? last.At : stopped?.Time ?? last.At : null;
        // Time never goes back behind an event: the clock file is written after the events of a step.
        var start = reached ?? stopped?.Time ?? options.StartAt ?? market.DefaultStart;
        // One that was killed goes on; one that was asked to end waits, where it is told to hold, for those who trade in it.
        var running = stopped?.Ended != true && (!options.Hold || stopped?.Running == true);
        var clock = new VenueClock(machine, start, options.Speed, running, (stopped?.Generation ?? 0) + 1, stopped?.Ended ?? false);
        var matching = new MatchingOptions
        {
            Seed = options.Seed,
            PartialFillProbability = options.PartialFills,
            BookLevels = options.BookLevels,
            MaxSlippageBasisPoints = options.Slippage,
            DoneForDay = options.DoneForDay,
            PatternDayTrader = options.DayTraderFields,
        };
        var venue = new TradingVenue(market, matching, state);
        if (state.Sequence == 0) venue.Open(options.Cash, start);
        var opened = venue.TakeEvents();
        journal.Append(opened);

        var keys = new ApiKeys(
            Environment.GetEnvironmentVariable("APCA_API_KEY_ID") is { Length: > 0 } key ? key : "demo",
            Environment.GetEnvironmentVariable("APCA_API_SECRET_KEY") is { Length: > 0 } secret ? secret : "demo");
        var recent = new RecentExecutions(machine);
        var board = new FaultBoard(options.Seed, () => clock.Read().Time, machine);
        if (options.Scenario is { } scenario) board.Arm(scenario.Faults, state.OpenedAt, reached);
        venue.Conduct.Trouble = new FaultyVenue(board);
        var shown = new FaultyMarket(listed, board);
        shown.Reached(start);
        var streams = new StreamRegistry(board, machine);
        var trading = new TradingFeed(keys, machine);
        var feeds = DataEndpoint.All.ToDictionary(
            endpoint => endpoint.Path,
            endpoint => new MarketDataFeed(endpoint, keys, machine, asked => streams.SymbolLimit(new FaultSubject { Method = "GET", Path = endpoint.Path }, options.SymbolLimit, asked), options.ConnectionLimit));
        var news = new NewsDesk(listed);
        var broadcast = new MarketBroadcast(FeedItems(shown, state.Assets, news, options.Seed), [.. feeds.Values]);
        var archive = new EventArchive([.. journal.Events, .. opened]);
        var effects = new FaultEffects(board, streams, filter =>
        {
            foreach (var (path, feed) in feeds)
            {
                if (filter.Matches(new FaultSubject { Path = path })) feed.DisconnectAll();
            }
        });
        var engine = new EngineLoop(venue, market, clock, journal, clockFile, [archive, trading, recent, shown, broadcast, new MarketNotices(broadcast, archive), new BarUpdates(shown, board, broadcast)], effects, machine, !options.NoSkip);
        var faults = new FaultGate(board, new SubjectReader(board, engine), recent, machine);
        var gate = new Gatekeeper(keys, machine, options.RateLimit);

        // Empty: the usual one reads settings from the folder it is started in, and listens to every file that is written below.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            // WebSockets come by HTTP/1.1; a client that could speak HTTP/2 must not try them over that.
            if (options.TlsPort is { } port)
                kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(LocalCertificate.Of(options.Home, machine)).Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton<IHostedService>(engine);
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        app.Use(next => context => Gzip.InvokeAsync(context, next));
        app.Use(next => context => WireFallback.InvokeAsync(context, next));
        // What a HEAD is turned into must be known before its route is looked for.
        app.UseRouting();
        app.Use(next => context => faults.InvokeAsync(context, next));
        app.Use(next => context => gate.InvokeAsync(context, next));
        var watchlists = new WatchlistBook(Path.Combine(options.Home, "watchlists.json"), options.Seed);
        OrderRoutes.Map(app, engine);
        PositionRoutes.Map(app, engine, listed);
        AccountRoutes.Map(app, engine, options.Seed, options.DayTraderFields);
        new PortfolioRoutes(clock, archive, market).Map(app);
        new WatchlistRoutes(watchlists, listed, clock, AccountJson.IdOf(options.Seed)).Map(app);
        ReferenceRoutes.Map(app, clock, listed);
        MarketClockRoutes.Map(app, clock);
        new HistoryRoutes(clock, shown).Map(app);
        new LatestRoutes(clock, shown).Map(app);
        new ScreenerRoutes(clock, shown).Map(app);
        MetaRoutes.Map(app);
        new CorporateActionRoutes(archive).Map(app);
        new ControlRoutes(engine, clock, archive, journal, market.Identity).Map(app);
        new FaultRoutes(board, effects, engine).Map(app);
        var stopping = app.Lifetime.ApplicationStopping;
        new EventRoutes(archive, machine).Map(app, stopping);
        var sockets = new StreamRoutes(streams, options.StrictFrames, stopping);
        sockets.Map(app, "/stream", trading.ServeAsync);
        foreach (var (path, feed) in feeds.Where(feed => feed.Value.Endpoint.Kind != FeedKind.News)) sockets.Map(app, path, feed.ServeAsync);
        sockets.Map(app, "/v1beta1/news", feeds["/v1beta1/news"].ServeAsync, new NewsRoutes(clock, news).AnswerAsync);
        return app;
    }

    private static Dictionary<FeedKind, IFeedItems> FeedItems(ISimulatedMarket market, AssetBook book, NewsDesk news, ulong seed)
    {
        var test = new TestMarket(seed);
        return new Dictionary<FeedKind, IFeedItems>
        {
            [FeedKind.Stocks] = new PriceItems(market, new SymbolList(market, book, pairs: false)),
            [FeedKind.Crypto] = new PriceItems(market, new SymbolList(market, book, pairs: true)),
            [FeedKind.Test] = new PriceItems(test, new SymbolList(test, new AssetBook(), pairs: false)),
            [FeedKind.News] = new NewsItems(news),
        };
    }

    /// <summary>Writes where the simulator answers; returns the plain address.</summary>
    private static async Task<string> WriteAddressesAsync(WebApplication app, string home, CancellationToken cancellationToken)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var plain = addresses.First(address => address.StartsWith("http:", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(home, "url"), plain, cancellationToken);
        var secure = addresses.FirstOrDefault(address => address.StartsWith("https:", StringComparison.Ordinal));
        if (secure is null) File.Delete(Path.Combine(home, "tls-url"));
        else await File.WriteAllTextAsync(Path.Combine(home, "tls-url"), secure, cancellationToken);
        return plain;
    }

    private static void CreateHome(string home)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(home);
        else Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static int Failed(AggregateException error) => Told($"the engine failed: {error.GetBaseException()}", 1);

    private static int Told(string sentence, int code)
    {
        Console.Error.WriteLine($"simulator: {sentence}");
        return code;
    }
}
