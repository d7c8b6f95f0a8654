using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Monitor;

/// <summary>A home with a real nats-server, a real simulator in an open session, and the monitor's own executable.</summary>
internal sealed class MonitorBench : IAsyncDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly NatsServer _nats;
    private readonly SimulatorProcess _simulator;
    private readonly PipelineConnection _connection;
    private readonly List<Process> _started = [];

    private MonitorBench(NatsServer nats, SimulatorProcess simulator, PipelineConnection connection)
    {
        (_nats, _simulator, _connection) = (nats, simulator, connection);
        Venue = simulator.Client();
        Stored = new StoredMessages(connection);
        Publisher = new MessagePublisher(connection, Stored, TimeProvider.System, NullLogger<MessagePublisher>.Instance);
    }

    public string VenueUrl => _simulator.Url;
    public HttpClient Venue { get; }
    public StoredMessages Stored { get; }
    public MessagePublisher Publisher { get; }

    /// <param name="partialFills">Chance, 0 to 1, that an order executes in parts.</param>
    public static async Task<MonitorBench> StartAsync(string partialFills = "0")
    {
        var nats = await NatsServer.StartAsync();
        var simulator = await SimulatorProcess.StartAsync(
            "--seed", "7", "--partial-fills", partialFills, "--symbols", "8", "--start-at", "2026-11-23T15:30:00Z");
        var options = new MessagingOptions { Url = nats.Url, User = "orchestrator", Password = "" };
        var connection = await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        var bench = new MonitorBench(nats, simulator, connection);
        try
        {
            await bench.PrepareAsync();
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the monitor; its output is kept.</summary>
    public Process Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    /// <param name="settings">Settings beside the profile's, by their names in the environment.</param>
    public Process Run(IReadOnlyDictionary<string, string> settings, params string[] arguments) => RunStage("Monitor", settings, arguments);

    /// <summary>Starts any stage on the same home.</summary>
    /// <param name="stage">The project's name.</param>
    public Process RunStage(string stage, IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        Launch(stage, settings, ["run", "--profile", "demo", .. arguments]);

    /// <summary>Runs a command of the orchestrator to its end.</summary>
    public async Task<(int ExitCode, IReadOnlyList<JsonNode> Lines)> VerbAsync(params string[] arguments)
    {
        var process = Launch("Orchestrator", new Dictionary<string, string>(), [.. arguments, "--profile", "demo"]);
        var complaint = process.StandardError.ReadToEndAsync();
        var told = await process.StandardOutput.ReadToEndAsync().InTime($"the end of {arguments[0]}", TimeSpan.FromSeconds(90));
        await process.WaitForExitAsync();
        if (told.Length == 0)
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode} and told nothing: {await complaint}");
        return (process.ExitCode, [.. told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)]);
    }

    public async Task<IReadOnlyList<Symbol>> SymbolsAsync()
    {
        var assets = await Venue.GetFromJsonAsync<JsonArray>("v2/assets") ?? [];
        return [.. assets.Where(asset => (bool)asset!["tradable"]!).Select(asset => new Symbol((string)asset!["symbol"]!))];
    }

    public async Task<decimal> AskAsync(Symbol symbol)
    {
        var quotes = await Venue.GetFromJsonAsync<JsonObject>($"v2/stocks/quotes/latest?symbols={symbol}");
        return (decimal)quotes!["quotes"]![symbol.Name]!["ap"]!;
    }

    /// <exception cref="InvalidOperationException">The venue refused it.</exception>
    public async Task OrderAsync(JsonObject order)
    {
        using var body = new StringContent(order.ToJsonString());
        using var answer = await Venue.PostAsync(new Uri("v2/orders", UriKind.Relative), body);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The simulator refused the order: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Cuts every stream of the simulator once.</summary>
    public Task CutStreamsAsync() => FaultAsync("""{"kind":"disconnect-streams"}""");

    public async Task FaultAsync(string fault)
    {
        using var body = new StringContent(fault);
        (await Venue.PostAsync(new Uri("sim/faults", UriKind.Relative), body)).EnsureSuccessStatusCode();
    }

    /// <summary>All stored messages of some streams as recorded lines, in the order of their storing.</summary>
    public async Task<IReadOnlyList<string>> RecordAsync(params string[] streams)
    {
        List<RawMessage> messages = [];
        foreach (var stream in streams)
        {
            await foreach (var message in new OrderedReader(_connection).ReadAsync(stream, new ReadRange(), CancellationToken.None))
                messages.Add(message);
        }

        return [.. messages.OrderBy(message => message.Time).Select(RecordedLines.Write)];
    }

    /// <summary>All stored messages on a subject.</summary>
    public async Task<IReadOnlyList<T>> ToldAsync<T>(string stream, string subject)
        where T : Message
    {
        List<T> told = [];
        await foreach (var message in new OrderedReader(_connection).ReadAsync(stream, new ReadRange { Subjects = [subject] }, CancellationToken.None))
            told.Add(ContractsJson.Read<T>(message.Data.Span));
        return told;
    }

    /// <summary>What somebody else does.</summary>
    public async Task TradeByHandAsync(Symbol symbol, string side, int quantity) => await OrderAsync(new JsonObject
    {
        ["symbol"] = symbol.Name,
        ["qty"] = quantity.ToString(CultureInfo.InvariantCulture),
        ["side"] = side,
        ["type"] = "market",
        ["time_in_force"] = "day",
    });

    public async Task CloseByHandAsync(Symbol symbol)
    {
        var held = await HeldAsync(symbol);
        (await Venue.DeleteAsync(new Uri("v2/orders", UriKind.Relative))).EnsureSuccessStatusCode();
        await Eventually.Holds($"{symbol} free to sell", async () => await AvailableAsync(symbol) == held);
        await TradeByHandAsync(symbol, "sell", (int)held);
        await Eventually.Holds($"{symbol} sold", async () => await HeldAsync(symbol) == 0);
    }

    /// <summary>The server of this bench: to be killed and restarted.</summary>
    public NatsServer Nats => _nats;

    /// <summary>Lets a second home use the same server, venue and account, as a copy of this home on another machine would.</summary>
    public async Task<TemporaryHome> SecondHomeAsync()
    {
        var second = new TemporaryHome();
        await PrepareAsync(second);
        return second;
    }

    public Task<decimal> HeldAsync(Symbol symbol) => PositionFieldAsync(symbol, "qty");

    public Task<Position?> PositionAsync(Symbol symbol) => LastAsync<Position>(Streams.Ledger, Subjects.Position("demo", symbol));

    public Task<SellSignal?> WantedAsync(Symbol symbol) => LastAsync<SellSignal>(Streams.Signals, Subjects.Sell(symbol));

    public async Task<T?> LastAsync<T>(string stream, string subject)
        where T : Message
    {
        var last = await Stored.LastMessageOfAsync(stream, subject, CancellationToken.None);
        return last is null ? null : ContractsJson.Read<T>(last.Data.Span);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        Venue.Dispose();
        await _connection.DisposeAsync();
        await _simulator.DisposeAsync();
        _nats.Dispose();
        _home.Dispose();
    }

    private async Task PrepareAsync()
    {
        var creator = new TopologyCreator(_connection, Stored, Publisher, TimeProvider.System, NullLogger<TopologyCreator>.Instance);
        await creator.EnsureAsync("bench", storeExists: false, CancellationToken.None);
        await PrepareAsync(_home);
    }

    private async Task PrepareAsync(TemporaryHome home)
    {
        var users = Directory.CreateDirectory(home.Path("demo", "run", "users")).FullName;
        await File.WriteAllTextAsync(Path.Combine(users, "monitor"), "");
        await File.WriteAllTextAsync(Path.Combine(users, "scanner"), "");
        await File.WriteAllTextAsync(Path.Combine(users, "viewer"), "");
        await File.WriteAllTextAsync(Path.Combine(users, "orchestrator"), "");
        await File.WriteAllTextAsync(home.Path("demo", "run", "endpoints.json"), $$"""{"nats":"{{_nats.Url}}","simulator":"{{_simulator.Url}}"}""");
    }

    private Task<decimal> AvailableAsync(Symbol symbol) => PositionFieldAsync(symbol, "qty_available");

    private async Task<decimal> PositionFieldAsync(Symbol symbol, string field)
    {
        var positions = await Venue.GetFromJsonAsync<JsonArray>("v2/positions") ?? [];
        var position = positions.FirstOrDefault(one => (string)one!["symbol"]! == symbol.Name);
        return position is null ? 0 : decimal.Parse((string)position[field]!, CultureInfo.InvariantCulture);
    }

    private Process Launch(string project, IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        var start = new ProcessStartInfo(BuiltExecutable.Path(project), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PIPELINE_HOME"] = _home.Directory;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{project} did not start.");
        _started.Add(process);
        return process;
    }
}
