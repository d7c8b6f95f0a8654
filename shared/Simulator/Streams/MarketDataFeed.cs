using System.Collections.Concurrent;
using System.Net.WebSockets;
using Pipeline.Simulator.Http;

namespace Pipeline.Simulator.Streams;

/// <summary>One market-data endpoint, such as /v2/iex, and the clients that are connected to it.</summary>
/// <param name="symbolLimit">Greatest number of symbols a client may name, asked for with the number it names; 0 for no limit.</param>
/// <param name="connectionLimit">Greatest number of authenticated clients; 0 for no limit.</param>
public sealed class MarketDataFeed(DataEndpoint endpoint, ApiKeys keys, TimeProvider machine, Func<int, int> symbolLimit, int connectionLimit)
{
    private static readonly TimeSpan AuthenticationTime = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<MarketDataClient, bool> _clients = new();

    public DataEndpoint Endpoint => endpoint;

    /// <summary>The clients that are authenticated.</summary>
    public IEnumerable<MarketDataClient> Clients => _clients.Keys;

    public bool IsEmpty => _clients.IsEmpty;

    /// <summary>Cuts the connections and frees their places at once.</summary>
    public void DisconnectAll()
    {
        foreach (var client in _clients.Keys)
        {
            _clients.TryRemove(client, out _);
            client.Abort();
        }
    }

    public async Task ServeAsync(WebSocket socket, StreamHandshake handshake, CancellationToken cancellationToken)
    {
        var peer = new Peer(socket, handshake, WebSocketMessageType.Text, machine);
        var client = new MarketDataClient(peer, endpoint, keys, symbolLimit, Claim);
        using var late = new CancellationTokenSource(AuthenticationTime, machine);
        await using var watch = late.Token.Register(client.AuthenticationTimedOut);
        client.Greet();
        try
        {
            await peer.RunAsync(client.Received, cancellationToken);
        }
        finally
        {
            _clients.TryRemove(client, out _);
        }
    }

    private bool Claim(MarketDataClient claimant)
    {
        // Two clients may ask for the last place at once.
        lock (_gate) return (connectionLimit == 0 || _clients.Count < connectionLimit) && _clients.TryAdd(claimant, true);
    }
}
