using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Xunit;

namespace Pipeline.Tests.TestKit.Buyer;

/// <summary>A real nats-server, a real simulator and a real buyer process; the test speaks for the monitor, the seller, the scanner and the orchestrator.</summary>
public sealed class BuyerSystem : IAsyncLifetime, IAsyncDisposable
{
    public const string Account = "demo";
    private readonly List<PipelineConnection> _connections = [];
    private readonly CancellationTokenSource _over = new();
    private NatsServer? _nats;
    private SimulatorProcess? _simulator;
    private HttpClient? _venue;
    private Task _heartbeats = Task.CompletedTask;

    /// <summary>What differs from the usual.</summary>
    public BuyerSystemSettings Settings { get; init; } = new();

    /// <summary>The buyers themselves, and the lines at which they die or freeze.</summary>
    public BuyerProcesses Buyers { get; } = new();

    /// <summary>Processes that say nothing for a while.</summary>
    public ICollection<string> Silent { get; } = new HashSet<string>();

    /// <summary>What the monitor sees standing against entering.</summary>
    public IReadOnlyList<RaisedCondition> Conditions { get; set; } = [];

    public StoredMessages Stored { get; private set; } = null!;

    public PipelineConnection Viewer { get; private set; } = null!;

    public HttpClient Venue => _venue!;

    public NatsServer Nats => _nats!;

    /// <summary>Symbols of the synthetic market, in its own order.</summary>
    public IReadOnlyList<Symbol> Symbols { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var passwords = NatsUsers.All.ToDictionary(user => user.User, user => $"secret-of-{user.User}");
        var rendered = new NatsConfiguration { Port = -1, StoreDirectory = "store", Passwords = passwords }.Render();
        var authorization = rendered[rendered.IndexOf("authorization", StringComparison.Ordinal)..].Replace("users: [", $"users: [\n{Settings.ExtraUsers}", StringComparison.Ordinal);
        _nats = await NatsServer.StartAsync(new NatsServerSettings { ExtraConfiguration = authorization });
        var opens = SpokenFor.Opens.AddMinutes(30).ToString("O", CultureInfo.InvariantCulture);
        _simulator = await SimulatorProcess.StartAsync(["--speed", "1", "--partial-fills", "0", "--start-at", opens, .. Settings.Simulator]);
        _venue = _simulator.Client();
        Buyers.Serve(new { nats = _nats.Url, simulator = _simulator.Url }, passwords);

        var orchestrator = await ConnectAsync(Processes.Orchestrator);
        Stored = new StoredMessages(orchestrator);
        Viewer = orchestrator;
        var creator = new TopologyCreator(orchestrator, Stored, PublisherOn(orchestrator), TimeProvider.System, NullLogger<TopologyCreator>.Instance);
        Assert.IsType<TopologyResult.Ready>(await creator.EnsureAsync("store", storeExists: false, CancellationToken.None));
        var assets = await _venue.GetFromJsonAsync<JsonArray>(new Uri("/v2/assets", UriKind.Relative));
        Symbols = [.. assets!.Select(asset => asset!["symbol"]!.GetValue<string>()).Where(name => !name.Contains('/', StringComparison.Ordinal)).Select(name => new Symbol(name))];
        await SayTradingAsync(TradingState.Active);
        await PublishAsync(Processes.Monitor, Subjects.Session(SpokenFor.Day), SpokenFor.Session());
        foreach (var process in SpokenFor.Watched)
            await ConnectAsync(process);
        _heartbeats = BeatAsync();
    }

    public async Task DisposeAsync()
    {
        await KillBuyerAsync();
        await _over.CancelAsync();
        await _heartbeats.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        _venue?.Dispose();
        if (_simulator is not null)
            await _simulator.DisposeAsync();
        _nats?.Dispose();
        Buyers.Dispose();
        _over.Dispose();
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    public string Output => Buyers.Output;

    /// <summary>Starts the buyer; it runs until it is killed, stopped, or done.</summary>
    public Process StartBuyer(params string[] arguments) => StartBuyer(home: 0, more: null, arguments);

    /// <summary>Starts a buyer.</summary>
    /// <param name="home">0 for the first, 1 for a second one beside it.</param>
    /// <param name="more">Settings of this one alone.</param>
    public Process StartBuyer(int home, IReadOnlyDictionary<string, string>? more, params string[] arguments)
    {
        var settings = new Dictionary<string, string>
        {
            ["QuoteMaxAge"] = "00:01:00",
            ["MaxPositions"] = "1000",
            ["MaxOrdersPerMinute"] = "100000",
            ["MaxExposure"] = "1000000",
        };
        foreach (var (name, value) in Settings.Buyer.Concat(more ?? new Dictionary<string, string>()))
            settings[name] = value;
        return Buyers.Start(home, settings, arguments);
    }

    public Task KillBuyerAsync() => Buyers.KillAllAsync();

    public async Task FaultAsync(object fault) =>
        (await Venue.PostAsJsonAsync(new Uri("/sim/faults", UriKind.Relative), fault)).EnsureSuccessStatusCode();

    /// <summary>A signal made of the venue's own quote, so that only what a test changes is unusual.</summary>
    public async Task<BuySignal> SignalAsync(Symbol symbol, decimal score = 120m)
    {
        var clock = await Venue.GetFromJsonAsync<JsonObject>(new Uri("/sim/clock", UriKind.Relative));
        var now = clock!["time"]!.GetValue<DateTimeOffset>();
        var latest = await Venue.GetFromJsonAsync<JsonObject>(new Uri($"/v2/stocks/{symbol.Name}/quotes/latest", UriKind.Relative));
        var ask = new Price(latest!["quote"]!["ap"]!.GetValue<decimal>());
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(-1);
        var bar = new BarValues { Start = start, Open = ask, High = ask, Low = ask, Close = ask, Volume = new Shares(1_000) };
        var id = SignalId.For("momentum", symbol, start);
        return new BuySignal
        {
            Id = id,
            CorrelationId = id,
            CausationId = "bar",
            VenueTime = now,
            MachineTime = TimeProvider.System.GetUtcNow(),
            Strategy = "momentum",
            Symbol = symbol,
            Score = score,
            Velocity = 0.001m,
            Acceleration = 0.0001m,
            RelativeVolume = 2m,
            Bar = bar,
        };
    }

    /// <summary>Signals waiting or in somebody's hand.</summary>
    public async Task<long> UnsettledAsync()
    {
        var consumer = await Viewer.JetStream.GetConsumerAsync(Streams.Signals, Processes.Buyer, CancellationToken.None);
        return (long)consumer.Info.NumPending + consumer.Info.NumAckPending;
    }

    public Task PublishAsync(BuySignal signal) => PublishAsync(Processes.Scanner, Subjects.Buy(signal.Strategy, signal.Symbol), signal);

    public async Task PublishAsync<T>(string user, string subject, T message)
        where T : Message =>
        Assert.IsType<PublishResult.Stored>(await PublisherOn(await ConnectAsync(user)).PublishAsync(subject, message, PublishExpectation.Once(message.Id), CancellationToken.None));

    public Task SayTradingAsync(TradingState state) => PublishAsync(Processes.Orchestrator, Subjects.TradingControl, SpokenFor.Trading(state));

    /// <summary>The last word on a subject, or null.</summary>
    public async Task<T?> LastAsync<T>(string subject)
        where T : Message =>
        await Stored.LastMessageOfAsync(Topology.StreamOf(subject), subject, CancellationToken.None) is { } raw ? ContractsJson.Read<T>(raw.Data.Span) : null;

    /// <summary>The intent of a signal, or null.</summary>
    public Task<EntryIntent?> IntentAsync(BuySignal signal) => LastAsync<EntryIntent>(Subjects.Entry(Account, ClientOrderId.Digest(Account, signal.Id)));

    /// <summary>Waits for the answer of a kind to a signal's entry.</summary>
    public async Task<OrderAnswer> AnswerAsync(BuySignal signal, AnswerOutcome outcome, OrderAction action = OrderAction.Place, TimeSpan? within = null)
    {
        try
        {
            return await Eventually.Value(
                $"answer {action} {outcome} of {signal.Id}",
                async () => await LastAsync<OrderAnswer>(Subjects.Answer(Processes.Buyer, ClientOrderId.Digest(Account, signal.Id))) is { } answer && answer.Outcome == outcome && answer.Action == action ? answer : null,
                within ?? TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException late)
        {
            var told = (await EventsAsync()).Where(told => told.CorrelationId == signal.CorrelationId || told.Type.StartsWith("condition", StringComparison.Ordinal));
            throw new TimeoutException($"{late.Message} The buyer told: {string.Join(", ", told.Select(one => $"{one.Type} {one.Reason}"))}", late);
        }
    }

    /// <summary>Waits for an event about a signal.</summary>
    public async Task<PipelineEvent> EventAsync(string type, BuySignal signal) => await Eventually.Value(
        $"event {type} of {signal.Id}",
        async () => (await EventsAsync()).FirstOrDefault(told => told.Type == type && told.CorrelationId == signal.CorrelationId),
        TimeSpan.FromSeconds(20));

    public async Task<IReadOnlyList<PipelineEvent>> EventsAsync()
    {
        var events = new List<PipelineEvent>();
        var all = new ReadRange { Subjects = [Subjects.Event(Processes.Buyer, "*")] };
        await foreach (var raw in new OrderedReader(Viewer).ReadAsync(Streams.Events, all, CancellationToken.None))
            events.Add(ContractsJson.Read<PipelineEvent>(raw.Data.Span));
        return events;
    }

    /// <summary>All orders that the venue has of a symbol, brackets as one.</summary>
    public async Task<IReadOnlyList<JsonNode>> OrdersAsync(Symbol symbol) =>
        [.. (await Venue.GetFromJsonAsync<JsonArray>(new Uri($"/v2/orders?status=all&nested=true&limit=500&symbols={symbol.Name}", UriKind.Relative)))!.OfType<JsonNode>()];

    public static MessagePublisher PublisherOn(PipelineConnection connection) =>
        new(connection, new StoredMessages(connection), TimeProvider.System, NullLogger<MessagePublisher>.Instance);

    /// <summary>The connection of a user; there is one each.</summary>
    public async Task<PipelineConnection> ConnectAsync(string user)
    {
        if (_connections.Find(open => open.User == user) is { } there)
            return there;
        var options = new MessagingOptions { Url = _nats!.Url, User = user, Password = $"secret-of-{user}" };
        var connection = await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        _connections.Add(connection);
        return connection;
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        do
        {
            foreach (var process in SpokenFor.Watched.Where(process => !Silent.Contains(process)).ToList())
                await PublisherOn(await ConnectAsync(process)).PublishCoreAsync(Subjects.Heartbeat(process), SpokenFor.Ready(process) with { Conditions = process == Processes.Monitor ? Conditions : [] }, _over.Token);
        }
        while (await timer.WaitForNextTickAsync(_over.Token));
    }
}
