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
public sealed class TradingFeed(ApiKeys keys) : IStepListener
{
    private readonly ConcurrentDictionary<Peer, bool> _peers = new();

    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
        if (_peers.IsEmpty) return;
        foreach (var message in events.OfType<OrderChanged>().Select(TradeUpdateJson.Of).OfType<byte[]>())
        {
            foreach (var (peer, listens) in _peers)
            {
                if (listens && !peer.Post(message)) peer.Abort();
            }
        }
    }

    public void Reached(DateTimeOffset second)
    {
    }

    public void DisconnectAll()
    {
        foreach (var peer in _peers.Keys) peer.Abort();
    }

    public async Task ServeAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var peer = new Peer(socket, WebSocketMessageType.Binary);
        _peers[peer] = false;
        var authorized = false;
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
                    Answer("authorization", new JsonObject { ["action"] = "authenticate", ["status"] = authorized ? "authorized" : "unauthorized" });
                    break;
                case "listen" when authorized:
                    var streams = ClientMessage.Texts(ClientMessage.Nested(message, "data"), "streams") ?? [];
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

        void Answer(string stream, JsonObject data) => peer.Post(TradeUpdateJson.Bytes(new JsonObject { ["stream"] = stream, ["data"] = data }));
    }
}
