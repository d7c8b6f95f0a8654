using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>The nats-server of one run, and our connection to it.</summary>
internal sealed class Store : IAsyncDisposable
{
    /// <summary>Of 300 bytes, about what a signal has.</summary>
    public static readonly byte[] Payload = Encoding.ASCII.GetBytes(new string('x', 300));

    private readonly NatsServer _server;

    private Store(NatsServer server, NatsConnection connection) =>
        (_server, Connection, JetStream) = (server, connection, new NatsJSContext(connection));

    public NatsConnection Connection { get; }

    public NatsJSContext JetStream { get; }

    public string Url => _server.Url;

    public static async Task<Store> StartAsync(string syncInterval)
    {
        var server = await NatsServer.StartAsync(new NatsServerSettings { SyncInterval = syncInterval });
        var connection = new NatsConnection(new NatsOpts { Url = server.Url, Name = "bench" });
        await connection.ConnectAsync();
        return new Store(server, connection);
    }

    public Wire OpenWire() => new(_server.Port);

    /// <summary>A new stream of everything below its own name, in lower case.</summary>
    public async Task<INatsJSStream> CreateStreamAsync(string name, CancellationToken cancellationToken = default) =>
        await JetStream.CreateStreamAsync(new StreamConfig(name, [$"{name.ToLowerInvariant()}.>"]) { AllowDirect = true, DenyDelete = false }, cancellationToken);

    /// <summary>A new stream with messages in it.</summary>
    public async Task<INatsJSStream> CreateFullStreamAsync(string name, int messages)
    {
        var stream = await CreateStreamAsync(name);
        using var wire = OpenWire();
        for (var index = 0; index < messages; index++)
        {
            wire.Write(Encoding.ASCII.GetBytes($"PUB {name.ToLowerInvariant()}.one {Payload.Length}\r\n"));
            wire.Write(Payload);
            wire.Write("\r\n"u8);
            if (index % 256 == 255)
                wire.Flush();
        }

        wire.Flush();
        await Eventually.Holds($"{messages} messages in {name}", async () =>
        {
            await stream.RefreshAsync();
            return stream.Info.State.Messages == messages;
        }, TimeSpan.FromSeconds(60));
        return stream;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        _server.Dispose();
    }
}
