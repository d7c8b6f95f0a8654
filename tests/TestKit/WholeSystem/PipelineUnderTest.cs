using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.TestKit.WholeSystem;

/// <summary>The built executables on a home of their own, used through their command lines as a trader would.</summary>
public sealed class PipelineUnderTest : IAsyncDisposable
{
    /// <summary>What the slowest machine may take for what a quiet one does in seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryHome _folder = new();
    private readonly string _profile;
    private readonly ConcurrentBag<Process> _background = [];

    /// <param name="profile">Whose state <see cref="StatusFile"/> and the clean-up are about.</param>
    public PipelineUnderTest(string profile = "demo")
    {
        _profile = profile;
        Environment["PIPELINE_HOME"] = _folder.Directory;
        Environment["PIPELINE_NATS_SERVER"] = NatsServerBinary.Path;
        Environment["PIPELINE__Orchestrator__ReadySeconds"] = Patience.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What every process gets beside the test's own environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>A path in the home of the profile.</summary>
    public string PathOf(params string[] parts) => _folder.Path([_profile, .. parts]);

    /// <summary>Runs a command of the orchestrator until it ends.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => RunProjectAsync("Orchestrator", arguments);

    /// <summary>Runs an executable until it ends, or kills it and fails.</summary>
    public async Task<CommandResult> RunProjectAsync(string project, params string[] arguments)
    {
        using var process = Launch(project, arguments);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var command = $"{project} {string.Join(' ', arguments)}";
        try
        {
            await process.WaitForExitAsync().InTime($"'{command}' to end", Patience * 2);
        }
        catch (TimeoutException)
        {
            ProcessSignal.Kill(process.Id);
            throw;
        }

        return new CommandResult(command, process.ExitCode, await output, await error);
    }

    /// <summary>Starts an executable as a person would in a second terminal.</summary>
    public Process StartByHand(string project, params string[] arguments)
    {
        var process = Launch(project, arguments);
        _background.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Starts an executable in a terminal that is closed at once: whatever it prints goes nowhere.</summary>
    public Process StartWithoutTerminal(string project, params string[] arguments)
    {
        var process = Launch(project, arguments);
        _background.Add(process);
        process.StandardInput.Close();
        process.StandardOutput.Close();
        process.StandardError.Close();
        return process;
    }

    public async Task<JsonNode> StatusAsync() => JsonNode.Parse((await RunAsync("status", "--json", "--profile", _profile)).Output)!;

    /// <summary>The supervisor's last word, without a process to ask for it; null before the first.</summary>
    public JsonNode? StatusFile()
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(PathOf("run", "status.json")));
        }
        catch (Exception absent) when (absent is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>One process's line of a status.</summary>
    public static JsonNode? Line(JsonNode? status, string process) =>
        status?["processes"]!.AsArray().FirstOrDefault(line => line!["name"]!.GetValue<string>() == process);

    public static int Pid(JsonNode status, string process) => Line(status, process)!["pid"]!.GetValue<int>();

    public static bool IsReady(JsonNode? status, string process) => Line(status, process)?["state"]?.GetValue<string>() == "ready";

    public static bool AllReady(JsonNode? status) => status is not null && status["processes"]!.AsArray().All(line => line!["state"]!.GetValue<string>() == "ready");

    /// <summary>A client of the simulated exchange, with the demo keys.</summary>
    public async Task<HttpClient> VenueAsync()
    {
        var client = new HttpClient { BaseAddress = new Uri((await StatusAsync())["endpoints"]!["simulator"]!.GetValue<string>()) };
        client.DefaultRequestHeaders.Add("APCA-API-KEY-ID", "demo");
        client.DefaultRequestHeaders.Add("APCA-API-SECRET-KEY", "demo");
        return client;
    }

    /// <summary>The commands of all living processes of this home, nats-server and those started by hand included.</summary>
    public IReadOnlyList<string> Living() => [.. LivingPids().Select(pid => $"{pid} {ReadOrEmpty($"/proc/{pid}/cmdline").Replace('\0', ' ')}")];

    /// <summary>Whether anybody accepts connections at an address such as nats://127.0.0.1:4222.</summary>
    public static async Task<bool> ListensAsync(string address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", new Uri(address).Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(PathOf("run")))
            await RunAsync("stop", "--profile", _profile);
        foreach (var pid in LivingPids())
            ProcessSignal.Kill(pid);
        foreach (var process in _background)
            process.Dispose();
        await Eventually.Holds("all processes of the home to be gone", () => LivingPids().Count == 0, Patience);
        _folder.Dispose();
    }

    private Process Launch(string project, string[] arguments)
    {
        var start = new ProcessStartInfo(BuiltExecutable.Path(project), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("APCA_", StringComparison.Ordinal) || name.StartsWith("PIPELINE", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{project} could not be started.");
    }

    // Every process of a home inherits its PIPELINE_HOME; a zombie has no environment any more.
    private List<int> LivingPids() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && ReadOrEmpty($"/proc/{pid}/environ").Split('\0').Contains($"PIPELINE_HOME={_folder.Directory}")),
    ];

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
