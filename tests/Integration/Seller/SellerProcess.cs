using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Messaging;
using Pipeline.Tests.Integration.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Seller;

/// <summary>The seller's executable on a home of its own.</summary>
public sealed class SellerProcess : IAsyncDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly KillFolder _kills;
    private readonly List<string> _said = [];
    private Process? _process;

    private SellerProcess(string nats, string exchange)
    {
        _kills = new KillFolder(_home.Path("kill-points"));
        var run = _home.Path("demo", "run");
        Directory.CreateDirectory(Path.Combine(run, "users"));
        File.WriteAllText(Path.Combine(run, "endpoints.json"), $$"""{"nats":"{{nats}}","simulator":"{{exchange}}"}""");
        foreach (var user in new[] { Processes.Seller, NatsUsers.Viewer })
            File.WriteAllText(Path.Combine(run, "users", user), MessagingServer.PasswordOf(user));
    }

    /// <summary>Makes the home and starts the seller on it.</summary>
    public static SellerProcess StartOn(string nats, string exchange)
    {
        var seller = new SellerProcess(nats, exchange);
        seller.Start();
        return seller;
    }

    public void Start()
    {
        var process = Launch(["run"], redirectInput: false);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>It dies when it next reaches the point.</summary>
    public void Arm(string point) => _kills.Arm(point);

    /// <summary>Waits until it has died at the point.</summary>
    public async Task DiedAsync(string point)
    {
        await _kills.ReachedAsync(point, SellerRig.Patience, Said);
        await KillAsync();
    }

    /// <summary>SIGTERM; its exit code once it has ended by itself.</summary>
    public async Task<int> EndedAsync()
    {
        var process = _process ?? throw new InvalidOperationException("not started");
        ProcessSignal.Terminate(process.Id);
        await process.WaitForExitAsync().InTime("the seller to end", TimeSpan.FromSeconds(20));
        return process.ExitCode;
    }

    /// <summary>Runs the seller beside the living one, and returns what it wrote.</summary>
    /// <param name="input">What it reads from standard input; null: nothing is redirected.</param>
    /// <param name="arguments">After <c>run</c>.</param>
    public Task<(int ExitCode, string Output)> RunToEndAsync(string? input, params string[] arguments) => EndAsync("Seller", input, ["run", .. arguments]);

    /// <summary>Runs another command of the executable on the same home.</summary>
    public Task<(int ExitCode, string Output)> CommandAsync(params string[] arguments) => EndAsync("Seller", null, arguments);

    /// <summary>Runs a command of the orchestrator on the same home.</summary>
    public Task<(int ExitCode, string Output)> OrchestratorAsync(params string[] arguments) => EndAsync("Orchestrator", null, arguments);

    /// <summary>A file of its home.</summary>
    public string PathOf(params string[] parts) => _home.Path(["demo", .. parts]);

    public bool IsRunning => _process is { HasExited: false };

    private async Task<(int ExitCode, string Output)> EndAsync(string program, string? input, string[] arguments)
    {
        using var process = Launch(arguments, redirectInput: input is not null, program);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        await process.WaitForExitAsync().InTime("the seller to end", SellerRig.Patience);
        return (process.ExitCode, $"{await output}{await error}");
    }

    /// <summary>The last lines it wrote.</summary>
    public string Said()
    {
        lock (_said)
            return string.Join('\n', _said.TakeLast(30));
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _home.Dispose();
    }

    private Process Launch(string[] arguments, bool redirectInput, string program = "Seller")
    {
        var start = new ProcessStartInfo(BuiltExecutable.Path(program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = redirectInput,
        };
        start.Environment["PIPELINE_HOME"] = _home.Directory;
        start.Environment["PIPELINE_KILL_POINTS"] = _kills.Path;
        return Process.Start(start) ?? throw new InvalidOperationException("the seller could not be started");
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.Add(line);
    }
}
