using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Http;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>/stream: tells authorised listeners every change of an order, in binary frames.</summary>
public sealed class TradingFeed(ApiKeys keys, TimeProvider machine) : IStepListener
{
    private static readonly string[] Known = ["trade_updates"];
    private readonly ConcurrentDictionary<Peer, bool> _peers = new();

    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
        if (_peers.IsEmpty) return;
        foreach (var data in events.OfType<OrderChanged>().Select(TradeUpdateJson.Of).OfType<JsonObject>())
            Tell(TradeUpdateJson.Message("trade_updates", data));
    }

    public void Reached(DateTimeOffset second)
    {
    }

    /// <summary>Sends a message to every listener, encoded once for each encoding.</summary>
    public void Tell(JsonObject message)
    {
        var encoded = new Dictionary<DataEncoding, byte[]>();
        foreach (var (peer, listens) in _peers)
        {
            if (!listens) continue;
            var encoding = peer.Handshake.Encoding;
            if (!encoded.TryGetValue(encoding, out var bytes)) encoded[encoding] = bytes = WireNode.Bytes(message, encoding);
            if (!peer.Post(bytes)) peer.Abort();
        }
    }

    public void DisconnectAll()
    {
        foreach (var peer in _peers.Keys) peer.Abort();
    }

    public async Task ServeAsync(WebSocket socket, StreamHandshake handshake, CancellationToken cancellationToken)
    {
        var peer = new Peer(socket, handshake, WebSocketMessageType.Binary, machine);
        _peers[peer] = false;
        var authorized = handshake.Unlocks(keys);
        try
        {
            await peer.RunAsync(Received, cancellationToken);
        }
        finally
        {
            _peers.TryRemove(peer, out _);
        }

        void Received(JsonElement? message)
        {
            switch (ClientMessage.Text(message, "action"))
            {
                case "authenticate" or "auth":
                    var (key, secret) = ClientMessage.Keys(message);
                    authorized = keys.Match(key, secret);
                    if (!authorized) _peers[peer] = false;
                    Answer("authorization", new JsonObject { ["action"] = "authenticate", ["status"] = authorized ? "authorized" : "unauthorized" });
                    break;
                case "listen" when authorized:
                    var streams = (ClientMessage.Texts(ClientMessage.Nested(message, "data"), "streams") ?? []).Intersect(Known).ToList();
                    // The answer goes first, so that no event overtakes it.
                    Answer("listening", new JsonObject { ["streams"] = new JsonArray([.. streams.Select(name => (JsonNode)name)]) });
                    _peers[peer] = streams.Contains("trade_updates");
                    break;
                case "listen":
                    Answer("authorization", new JsonObject { ["action"] = "listen", ["status"] = "unauthorized" });
                    break;
                default:
                    Answer("listening", new JsonObject { ["error"] = "invalid syntax" });
                    break;
            }
        }

        void Answer(string stream, JsonObject data) => peer.Post(WireNode.Bytes(TradeUpdateJson.Message(stream, data), handshake.Encoding));
    }
}
