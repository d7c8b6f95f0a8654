using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Http;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>The conversation with one client of a market-data endpoint.</summary>
/// <param name="symbolLimit">Greatest number of symbols it may name, asked for with the number it names; 0 for no limit.</param>
/// <param name="claim">Takes a place at the endpoint; false when there is none.</param>
public sealed class MarketDataClient(
    Peer peer,
    DataEndpoint endpoint,
    ApiKeys keys,
    Func<int, int> symbolLimit,
    Func<MarketDataClient, bool> claim)
{
    private readonly ConcurrentQueue<string> _newBooks = new();
    private volatile bool _authenticated;
    private volatile bool _isKnown;
    private volatile Subscription _subscription = Subscription.None(endpoint.Channels);

    /// <summary>What to send, or null while the client is not authenticated.</summary>
    public Subscription? Wants => _authenticated ? _subscription : null;

    public DataEncoding Encoding => peer.Handshake.Encoding;

    /// <summary>Greets the client; one that named its keys in the handshake is authenticated with them.</summary>
    public void Greet()
    {
        Success("connected");
        if (peer.Handshake.NamesKeys) Authenticate(peer.Handshake.KeyId, peer.Handshake.SecretKey);
    }

    public void Abort() => peer.Abort();

    /// <summary>Queues data; a client that does not keep up is told so and dismissed.</summary>
    public void Send(ReadOnlyMemory<byte> message)
    {
        if (!peer.Post(message)) peer.Dismiss(Bytes(ErrorObject(407, "slow client")));
    }

    /// <summary>Symbols whose order book the client asked for and was not sent in full yet; asked for once.</summary>
    public IReadOnlyList<string> TakeNewBooks()
    {
        if (_newBooks.IsEmpty) return [];
        var symbols = new List<string>();
        while (_newBooks.TryDequeue(out var symbol)) symbols.Add(symbol);
        return symbols;
    }

    public void AuthenticationTimedOut()
    {
        if (_authenticated || _isKnown) return;
        Error(404, "auth timeout");
        peer.Finish();
    }

    public void Received(JsonElement? message)
    {
        switch (ClientMessage.Text(message, "action"))
        {
            case "auth" or "authenticate":
                var (key, secret) = ClientMessage.Keys(message);
                if (_authenticated) Error(403, "already authenticated");
                else Authenticate(key, secret);
                break;
            case "subscribe" or "unsubscribe" when !_authenticated:
                Error(401, "not authenticated");
                break;
            case "subscribe":
                Change(message!.Value, adds: true);
                break;
            case "unsubscribe":
                Change(message!.Value, adds: false);
                break;
            default:
                Error(400, "invalid syntax");
                break;
        }
    }

    private void Authenticate(string? key, string? secret)
    {
        if (!keys.Match(key, secret))
        {
            Error(402, "auth failed");
            peer.Finish();
        }
        else if (!claim(this))
        {
            // The venue's client for Go asks again on the same connection until there is a place.
            _isKnown = true;
            Error(406, "connection limit exceeded");
        }
        else
        {
            Success("authenticated");
            _authenticated = true;
        }
    }

    private void Change(JsonElement message, bool adds)
    {
        if (DataEndpoint.EveryChannel.Any(channel => ClientMessage.IsMalformedList(message, channel)))
        {
            Error(400, "invalid syntax");
            return;
        }

        // Some clients name every channel they know and leave those empty that they do not mean.
        if (DataEndpoint.EveryChannel.Except(endpoint.Channels).Any(channel => ClientMessage.Texts(message, channel) is { Count: > 0 }))
        {
            Error(410, "invalid subscribe action for this feed");
            return;
        }

        var changed = _subscription.Change(message, adds);
        var limit = symbolLimit(changed.SymbolCount);
        if (adds && limit > 0 && changed.SymbolCount > limit)
        {
            Error(405, "symbol limit exceeded");
            return;
        }

        Post(changed.ToJson());
        _subscription = changed;
        if (!adds) return;
        foreach (var symbol in ClientMessage.Texts(message, "orderbooks") ?? []) _newBooks.Enqueue(symbol);
    }

    private void Success(string text) => Post(new JsonObject { ["T"] = "success", ["msg"] = text });

    private void Error(int code, string text) => Post(ErrorObject(code, text));

    private static JsonObject ErrorObject(int code, string text) => new() { ["T"] = "error", ["code"] = code, ["msg"] = text };

    private void Post(JsonObject message) => peer.Post(Bytes(message));

    private byte[] Bytes(JsonObject message) => WireNode.Bytes(new JsonArray(message), Encoding);
}
