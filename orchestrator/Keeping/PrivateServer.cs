using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Keeping;

/// <summary>A nats-server over a folder, for this process alone: on a port nobody knows, with a password nobody else has.</summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private const string User = "restore";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Process _server;
    private readonly TimeProvider _machine;

    private PrivateServer(Process server, PipelineConnection connection, TimeProvider machine)
    {
        _server = server;
        _machine = machine;
        Connection = connection;
    }

    public PipelineConnection Connection { get; }

    /// <param name="folder">A folder of its own for configuration and log.</param>
    /// <param name="store">Where JetStream keeps its files.</param>
    /// <exception cref="PipelineException">Exit code 69: it did not start.</exception>
    public static async Task<PrivateServer> StartAsync(string folder, string store, TimeProvider machine, CancellationToken cancellationToken)
    {
        var (port, password) = (FreePorts.Take("nats-server", 0), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        var (configuration, log) = (Path.Combine(folder, "nats.conf"), Path.Combine(folder, "nats.log"));
        OwnerOnlyFile.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            listen: "127.0.0.1:{{port}}"
            server_name: pipeline-restore
            max_payload: 1MB
            log_file: "{{log}}"
            jetstream { store_dir: "{{store}}", sync_interval: always, max_memory_store: 128MB, max_file_store: 1TB }
            authorization { user: "{{User}}", password: "{{password}}" }
            """));
        var server = Process.Start(new ProcessStartInfo(Executables.NatsServer(), ["-c", configuration]) { UseShellExecute = false })
            ?? throw new PipelineException(ExitCodes.Unavailable, "nats-server could not be started.");
        try
        {
            return new PrivateServer(server, await ConnectAsync(port, password, server, log, machine, cancellationToken), machine);
        }
        catch
        {
            server.Kill();
            server.Dispose();
            throw;
        }
    }

    /// <summary>Ends the server in order, so that its files are whole.</summary>
    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        if (ProcessIdentity.Of(_server.Id) is { } living)
            ProcessSignals.AskToEnd(living);
        try
        {
            await _server.WaitForExitAsync().WaitAsync(StopPatience, _machine);
        }
        catch (TimeoutException)
        {
            _server.Kill();
        }

        _server.Dispose();
    }

    private static async Task<PipelineConnection> ConnectAsync(int port, string password, Process server, string log, TimeProvider machine, CancellationToken cancellationToken)
    {
        var options = new MessagingOptions { Url = string.Create(CultureInfo.InvariantCulture, $"nats://127.0.0.1:{port}"), User = User, Password = password };
        for (var since = machine.GetTimestamp(); ; await Task.Delay(Interval, machine, cancellationToken))
        {
            try
            {
                return await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, cancellationToken);
            }
            catch (NatsException notYet) when (!server.HasExited && machine.GetElapsedTime(since) < StartPatience)
            {
                _ = notYet;
            }
            catch (NatsException absent)
            {
                var words = File.Exists(log) ? File.ReadLines(log).LastOrDefault() : null;
                throw new PipelineException(ExitCodes.Unavailable, $"nats-server did not start over the restored store: {words ?? absent.Message}", absent);
            }
        }
    }
}
