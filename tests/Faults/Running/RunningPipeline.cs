using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.WholeSystem;

namespace Pipeline.Tests.Faults.Running;

/// <summary>The whole system under its real orchestrator, which somebody starts again whenever it dies, as a service manager does.</summary>
public sealed class RunningPipeline : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>Whatever takes longer than this on the slowest machine does not happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Venue seconds a machine second: orders fill at once, and a minute's bars come within the patience of a test.</summary>
    private const string Speed = "10";

    /// <summary>No more crashes of one process than its supervisor forgives within a minute.</summary>
    private const int MostCrashes = 3;

    /// <summary>The first of the synthetic market, whatever its seed.</summary>
    private static readonly string[] Watched = ["BABB", "VIRF", "PYHK"];

    private readonly PipelineUnderTest _pipeline = new();
    private readonly Queue<string> _symbols = new();
    private readonly Queue<string> _watched = new();
    private Process? _orchestrator;

    public KillFolder Kills { get; private set; } = null!;

    public Messages Messages { get; private set; } = null!;

    public HttpClient Venue { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Kills = new KillFolder(_pipeline.PathOf("..", "kill-points"));
        var scenario = Path.Combine(Kills.Path, "..", "scenario.json");
        await File.WriteAllTextAsync(scenario, """{"name":"faults","partial_fills":0,"start_at":"2026-01-05T15:00:00Z"}""");
        foreach (var (name, value) in new Dictionary<string, string>
        {
            [KillPoint.Variable] = Kills.Path,
            ["PIPELINE__Simulator__Symbols"] = "160",
            ["PIPELINE__Simulator__Speed"] = Speed,
            ["PIPELINE__Simulator__Seed"] = "5",
            ["PIPELINE__Simulator__Scenario"] = Path.GetFullPath(scenario),

            // What the scanner watches it may find a signal in: the other symbols' stories are made by the tests alone.
            ["PIPELINE__Scanner__Symbols__0"] = Watched[0],
            ["PIPELINE__Scanner__Symbols__1"] = Watched[1],
            ["PIPELINE__Scanner__Symbols__2"] = Watched[2],
            ["PIPELINE__Scanner__Threshold"] = "139",
            ["PIPELINE__Buyer__SendWindow"] = "00:00:45",
            ["PIPELINE__Buyer__SignalMaxAge"] = "00:30:00",
            ["PIPELINE__Buyer__MaxPositions"] = "50",

            // Some invented stocks are quoted widely; what a row is about is not their price.
            ["PIPELINE__Buyer__MaxSpread"] = "0.1",
            ["PIPELINE__Monitor__Exits__MaximumSpread"] = "0.1",
            ["PIPELINE__Buyer__MaxExposure"] = "90000",
            ["PIPELINE__Monitor__Strategies__brief__TimeLimitMinutes"] = "1",
            ["PIPELINE__Monitor__Strategies__brief__QuoteMaxAgeSeconds"] = "120",
            ["PIPELINE__Monitor__Strategies__brief__MaximumSpread"] = "0.1",
        })
            _pipeline.Environment[name] = value;
        await StartAsync();
        Venue = await _pipeline.VenueAsync();
        Messages = await Messages.OpenAsync(_pipeline);
        var assets = await Venue.GetFromJsonAsync<JsonArray>(new Uri("/v2/assets", UriKind.Relative));
        foreach (var name in assets!.Select(asset => asset!["symbol"]!.GetValue<string>()).Where(name => !name.Contains('/', StringComparison.Ordinal)))
            (Watched.Contains(name) ? _watched : _symbols).Enqueue(name);
    }

    public async Task DisposeAsync()
    {
        Venue?.Dispose();
        if (Messages is not null)
            await Messages.DisposeAsync();
        await _pipeline.DisposeAsync();
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    /// <summary>A symbol nobody has traded yet.</summary>
    /// <param name="watched">The scanner is to find something in it.</param>
    public string NextSymbol(bool watched = false) => (watched ? _watched : _symbols).Dequeue();

    /// <summary>Brings back what died, and waits until all are ready.</summary>
    public async Task EnsureUpAsync()
    {
        if (!IsAlive(_orchestrator!.Id))
            await StartAsync();
        await ReadyAsync();
        foreach (var name in Tired())
            await RestartAsync(name);
    }

    public int Pid(string process) => process == Processes.Orchestrator ? _orchestrator!.Id : PipelineUnderTest.Pid(_pipeline.StatusFile()!, process);

    public void Kill(string process) => ProcessSignal.Kill(Pid(process));

    /// <summary>Asks a stage to end in order; it is started again.</summary>
    public void AskToRestart(string process)
    {
        Directory.CreateDirectory(_pipeline.PathOf("run", "restart"));
        File.WriteAllText(_pipeline.PathOf("run", "restart", process), process);
    }

    /// <summary>Runs a command of the trader's.</summary>
    public Task<CommandResult> CommandAsync(params string[] arguments) => _pipeline.RunAsync(arguments);

    /// <summary>Waits until a process is dead.</summary>
    public static Task GoneAsync(int pid) => Eventually.Holds($"process {pid} to be gone", () => !IsAlive(pid), Patience);

    public async Task FaultAsync(object fault) =>
        (await Venue.PostAsJsonAsync(new Uri("/sim/faults", UriKind.Relative), fault)).EnsureSuccessStatusCode();

    public async Task ClearFaultsAsync() => (await Venue.DeleteAsync(new Uri("/sim/faults", UriKind.Relative))).EnsureSuccessStatusCode();

    public async Task JumpAsync(int venueSeconds) =>
        (await Venue.PostAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/sim/clock/jump?seconds={venueSeconds}"), UriKind.Relative), null)).EnsureSuccessStatusCode();

    public async Task<DateTimeOffset> VenueNowAsync() =>
        (await Venue.GetFromJsonAsync<JsonObject>(new Uri("/sim/clock", UriKind.Relative)))!["time"]!.GetValue<DateTimeOffset>();

    public string Describe() => _pipeline.StatusFile()?.ToJsonString() ?? "no status";

    /// <summary>Starts the orchestrator, which may be meant to die on its way.</summary>
    public void BeginStart() => _orchestrator = _pipeline.StartByHand("Orchestrator", "start");

    private async Task StartAsync()
    {
        BeginStart();
        await ReadyAsync();
    }

    // A process that died and was not reaped yet is a zombie: it has no command any more.
    private static bool IsAlive(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task ReadyAsync() => await Eventually.Holds(
        "everyone to be ready",
        () => _pipeline.StatusFile() is { } status && status["orchestrator"]?["pid"]?.GetValue<int>() == _orchestrator!.Id && PipelineUnderTest.AllReady(status)
            && status["processes"]!.AsArray().All(line => IsAlive(line!["pid"]!.GetValue<int>())),
        Patience,
        Describe);

    /// <summary>Those that have crashed so often that the next crash might be one too many.</summary>
    private List<string> Tired() =>
        [.. _pipeline.StatusFile()!["processes"]!.AsArray().Where(line => line!["restarts"]!.GetValue<int>() % (MostCrashes + 1) == MostCrashes).Select(line => line!["name"]!.GetValue<string>())];

    private async Task RestartAsync(string process)
    {
        var before = Pid(process);
        AskToRestart(process);
        await Eventually.Holds($"{process} to be restarted", () => PipelineUnderTest.Line(_pipeline.StatusFile(), process)?["pid"]?.GetValue<int>() is { } pid && pid != before, Patience, Describe);
        await ReadyAsync();
    }
}
