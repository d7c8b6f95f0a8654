using System.Diagnostics;
using System.Net;

namespace Pipeline.Tests.TestKit;

/// <summary>A real simulator in a process of its own, on a free port, with a home that lives as long as the test.</summary>
public sealed class SimulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string[] _arguments;
    private readonly TemporaryHome? _ownHome;
    private Process _process;

    private SimulatorProcess(Process process, string home, TemporaryHome? ownHome, string[] arguments)
    {
        _process = process;
        _arguments = arguments;
        _ownHome = ownHome;
        Home = home;
    }

    /// <summary>Root of its HTTP surface, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Folder of its account.</summary>
    public string Home { get; }

    public int ProcessId => _process.Id;

    /// <summary>Starts a simulator and waits until it is ready.</summary>
    /// <param name="arguments">Its arguments beside --home and --port.</param>
    public static Task<SimulatorProcess> StartAsync(params string[] arguments)
    {
        var home = new TemporaryHome();
        return StartInAsync(home.Directory, home, arguments);
    }

    /// <summary>Starts a simulator on a home of the caller's, which is kept afterwards.</summary>
    public static Task<SimulatorProcess> StartInAsync(string home, params string[] arguments) => StartInAsync(home, ownHome: null, arguments);

    /// <summary>Runs a simulator that is expected to end by itself and returns its exit code and error text.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Launch(arguments);
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"the simulator did not end within {Patience.TotalSeconds} s: {string.Join(' ', arguments)}");
        }

        return (process.ExitCode, await error);
    }

    /// <summary>A client that sends the demo keys.</summary>
    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = new Uri(Url) };
        client.DefaultRequestHeaders.Add("APCA-API-KEY-ID", "demo");
        client.DefaultRequestHeaders.Add("APCA-API-SECRET-KEY", "demo");
        return client;
    }

    /// <summary>Ends the process the hard way, as SIGKILL does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, as an orchestrator does, and returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        ProcessSignal.Terminate(ProcessId);
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Starts it again on the same home, after it has ended; the url may change.</summary>
    public async Task RestartAsync()
    {
        _process.Dispose();
        _process = Launch(Arguments(Home, _arguments));
        Url = await ReadyAsync(_process);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        _ownHome?.Dispose();
    }

    private static async Task<SimulatorProcess> StartInAsync(string home, TemporaryHome? ownHome, string[] arguments)
    {
        var simulator = new SimulatorProcess(Launch(Arguments(home, arguments)), home, ownHome, arguments);
        try
        {
            simulator.Url = await ReadyAsync(simulator._process);
            return simulator;
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }
    }

    private static string[] Arguments(string home, string[] arguments) => ["--home", home, "--port", "0", .. arguments];

    private static Process Launch(string[] arguments)
    {
        var start = new ProcessStartInfo(BuiltExecutable.Path("Simulator")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove("APCA_API_KEY_ID");
        start.Environment.Remove("APCA_API_SECRET_KEY");
        return Process.Start(start) ?? throw new InvalidOperationException("the simulator could not be started");
    }

    /// <summary>The line on standard output names the url; health says when it answers.</summary>
    private static async Task<string> ReadyAsync(Process process)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
        if (line is null) throw new InvalidOperationException($"the simulator ended at once: {await process.StandardError.ReadToEndAsync(deadline.Token)}");
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var url = line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd(',');
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(url + "/sim/health"), deadline.Token);
        return answer.StatusCode == HttpStatusCode.OK ? url : throw new InvalidOperationException($"the simulator is not healthy: {answer.StatusCode}");
    }
}
