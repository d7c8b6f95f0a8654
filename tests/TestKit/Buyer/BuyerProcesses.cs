using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Pipeline.Tests.TestKit.Buyer;

/// <summary>Buyer processes on one account: each in a home of its own, because a home has one buyer.</summary>
public sealed class BuyerProcesses : IDisposable
{
    private readonly List<TemporaryHome> _homes = [new()];
    private readonly Dictionary<int, Process> _running = [];
    private readonly ConcurrentQueue<string> _output = new();
    private object _endpoints = new();
    private IReadOnlyDictionary<string, string> _passwords = new Dictionary<string, string>();

    /// <summary>What all of them said.</summary>
    public string Output => string.Join('\n', _output);

    private string Points => Directory.CreateDirectory(_homes[0].Path("points")).FullName;

    /// <summary>What an orchestrator leaves in run/ for the processes it starts.</summary>
    public void Serve(object endpoints, IReadOnlyDictionary<string, string> passwords)
    {
        (_endpoints, _passwords) = (endpoints, passwords);
        _homes.ForEach(Furnish);
    }

    /// <summary>Starts a buyer.</summary>
    /// <param name="home">0 for the first home, 1 for the second, made when first used.</param>
    /// <param name="settings">By their names in its section.</param>
    public Process Start(int home, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        while (_homes.Count <= home)
        {
            _homes.Add(new TemporaryHome());
            Furnish(_homes[^1]);
        }

        var start = new ProcessStartInfo(BuiltExecutable.Path("Buyer"), ["run", "--profile", BuyerSystem.Account, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["PIPELINE_HOME"] = _homes[home].Directory;
        start.Environment["PIPELINE_KILL_POINTS"] = Points;
        // Beside an orchestrator a server that comes late is waited for.
        start.Environment["PIPELINE_STARTED_BY"] = "orchestrator";
        foreach (var (name, value) in settings)
            start.Environment[$"PIPELINE__Buyer__{name}"] = value;
        var buyer = Process.Start(start) ?? throw new InvalidOperationException("The buyer could not be started.");
        buyer.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        buyer.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        buyer.BeginOutputReadLine();
        buyer.BeginErrorReadLine();
        _running.Add(buyer.Id, buyer);
        return buyer;
    }

    /// <summary>What the buyer of the first home says it may have left at the venue; null when it leaves nothing, or another has taken it up.</summary>
    public string? LeftBehind => _homes[0].Path(BuyerSystem.Account, "run", "left-behind.buyer") is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    /// <summary>What an orchestrator leaves in run/ that ends all: the next buyer that is asked to end has no successor.</summary>
    public void MarkEnding() => File.WriteAllText(_homes[0].Path(BuyerSystem.Account, "run", "ending"), "");

    public void UnmarkEnding() => File.Delete(_homes[0].Path(BuyerSystem.Account, "run", "ending"));

    /// <summary>Arms a kill point.</summary>
    /// <param name="deed">kill or stop, and perhaps "after N".</param>
    public void Arm(string point, string deed)
    {
        File.Delete(Path.Combine(Points, $"{point}.reached"));
        File.WriteAllText(Path.Combine(Points, point), deed);
    }

    /// <summary>The id of the process that was killed or stopped at a point.</summary>
    public async Task<int> ReachedAsync(string point)
    {
        var file = Path.Combine(Points, $"{point}.reached");
        await Eventually.Holds($"the point {point}", () => File.Exists(file), TimeSpan.FromSeconds(20), () => Output);
        var reached = (await File.ReadAllTextAsync(file)).Split(' ');
        var pid = int.Parse(reached[1], CultureInfo.InvariantCulture);
        // The point says that it is reached before it acts: a signal to go on that came first would be lost.
        if (reached[0] == "stop" && OperatingSystem.IsLinux())
            await Eventually.Holds($"process {pid} to stand still", () => StateOf(pid) == "T");
        return pid;
    }

    public async Task KillAllAsync()
    {
        foreach (var buyer in _running.Values)
        {
            if (!buyer.HasExited)
                ProcessSignal.Kill(buyer.Id);
            await buyer.WaitForExitAsync();
            buyer.Dispose();
        }

        _running.Clear();
        foreach (var armed in Directory.GetFiles(Points))
            File.Delete(armed);
    }

    public void Dispose() => _homes.ForEach(home => home.Dispose());

    private static string StateOf(int pid)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[0];
    }

    private void Furnish(TemporaryHome home)
    {
        Directory.CreateDirectory(home.Path(BuyerSystem.Account, "run", "users"));
        File.WriteAllText(home.Path(BuyerSystem.Account, "run", "endpoints.json"), JsonSerializer.Serialize(_endpoints));
        foreach (var (user, password) in _passwords)
            File.WriteAllText(home.Path(BuyerSystem.Account, "run", "users", user), password);
    }
}
