using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Tests.TestKit;

/// <summary>A real nats-server on a loopback port of its own, with a store of its own that survives <see cref="Kill"/> and is removed on disposal.</summary>
public sealed partial class NatsServer : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(10);

    private readonly NatsServerSettings settings;
    private readonly TemporaryHome home = new();
    private readonly ConcurrentQueue<string> log = new();
    private Process? process;

    private NatsServer(NatsServerSettings settings)
    {
        this.settings = settings;
        AppDomain.CurrentDomain.ProcessExit += EndWithTheTests;
    }

    /// <summary>The client port, chosen by the server at its first start and kept over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>The address clients connect to.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"nats://127.0.0.1:{Port}");

    /// <summary>Where JetStream keeps its files.</summary>
    public string StoreDirectory => home.Path("store");

    /// <summary>The running server's process id.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public int ProcessId => process?.Id ?? throw new InvalidOperationException("nats-server does not run.");

    /// <summary>Whether the server runs.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>What the server has said so far, over all its starts.</summary>
    public string Log => string.Join('\n', log);

    /// <summary>Starts a server and waits until it accepts connections.</summary>
    /// <param name="settings">What differs from the defaults.</param>
    /// <exception cref="FileNotFoundException">No nats-server is on this machine.</exception>
    /// <exception cref="InvalidOperationException">It ended instead of starting; the message holds what it said.</exception>
    public static async Task<NatsServer> StartAsync(NatsServerSettings? settings = null)
    {
        var server = new NatsServer(settings ?? new NatsServerSettings());
        try
        {
            await server.RunAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL, and waits until the process is gone: what it had not written is lost.</summary>
    public void Kill()
    {
        if (process is null)
        {
            return;
        }

        process.Kill();
        process.WaitForExit();
        Forget();
    }

    /// <summary>Asks the server to end and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (process is null)
        {
            return;
        }

        if (!process.HasExited)
        {
            ProcessSignal.Terminate(process.Id);
        }

        await process.WaitForExitAsync().InTime("nats-server to end", StopDeadline).ConfigureAwait(false);
        Forget();
    }

    /// <summary>Starts it again on the same port and store, after <see cref="Kill"/> or <see cref="StopAsync"/>; stops it first when it runs.</summary>
    public async Task RestartAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await RunAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndWithTheTests;
        Kill();
        home.Dispose();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"Listening for client connections on [\d.]+:(\d+)")]
    private static partial Regex ClientPort();

    private async Task RunAsync()
    {
        var configuration = home.Path("nats-server.conf");
        await File.WriteAllTextAsync(configuration, Configuration()).ConfigureAwait(false);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo(NatsServerBinary.Path, ["--config", configuration]) { RedirectStandardError = true };
        process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        process.Start();
        process.BeginErrorReadLine();
        await ReadyOrGone(ready.Task, process).InTime("nats-server to accept connections", settings.StartDeadline).ConfigureAwait(false);
    }

    private async Task ReadyOrGone(Task ready, Process started)
    {
        using var leave = new CancellationTokenSource();
        if (await Task.WhenAny(ready, started.WaitForExitAsync(leave.Token)).ConfigureAwait(false) != ready)
        {
            throw new InvalidOperationException($"nats-server ended instead of starting:\n{Log}");
        }

        await leave.CancelAsync().ConfigureAwait(false);
    }

    private string Configuration() => $$"""
        listen: "127.0.0.1:{{(Port == 0 ? -1 : Port).ToString(CultureInfo.InvariantCulture)}}"
        {{(settings.JetStream ? $$"""jetstream { store_dir: "{{StoreDirectory.Replace('\\', '/')}}", sync_interval: {{settings.SyncInterval}} }""" : "")}}
        {{settings.ExtraConfiguration}}
        """;

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        log.Enqueue(line);
        if (ClientPort().Match(line) is { Success: true } match)
        {
            Port = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        }
        else if (line.EndsWith("Server is ready", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private void Forget()
    {
        process?.Dispose();
        process = null;
    }

    private void EndWithTheTests(object? sender, EventArgs e) => Kill();
}
