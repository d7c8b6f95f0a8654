using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Http;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>The conversation with one client of a market-data endpoint.</summary>
/// <param name="claim">Takes the endpoint's only place; false when somebody else has it.</param>
public sealed class MarketDataClient(Peer peer, ApiKeys keys, int symbolLimit, Func<MarketDataClient, bool> claim)
{
    private volatile bool _authenticated;
    private volatile Subscription _subscription = Subscription.Empty;

    /// <summary>What to send, or null while the client is not authenticated.</summary>
    public Subscription? Wants => _authenticated ? _subscription : null;

    public void Greet() => Success("connected");

    public void Abort() => peer.Abort();

    /// <summary>Queues data; a client that does not keep up is told so and dropped.</summary>
    public void Send(byte[] message)
    {
        if (!peer.Post(message)) peer.Abort();
    }

    public void AuthenticationTimedOut()
    {
        if (_authenticated) return;
        Error(404, "auth timeout");
        peer.Finish();
    }

    public void Received(JsonElement? message)
    {
        switch (ClientMessage.Text(message, "action"))
        {
            case "auth" or "authenticate":
                Authenticate(message);
                break;
            case "subscribe" or "unsubscribe" when !_authenticated:
                Error(401, "not authenticated");
                break;
            case "subscribe":
                Change(_subscription.Change(message, adds: true));
                break;
            case "unsubscribe":
                Change(_subscription.Change(message, adds: false));
                break;
            default:
                Error(400, "invalid syntax");
                break;
        }
    }

    private void Authenticate(JsonElement? message)
    {
        var (key, secret) = ClientMessage.Keys(message);
        if (_authenticated)
        {
            Error(403, "already authenticated");
        }
        else if (!keys.Match(key, secret))
        {
            Error(402, "auth failed");
            peer.Finish();
        }
        else if (!claim(this))
        {
            Error(406, "connection limit exceeded");
            peer.Finish();
        }
        else
        {
            Success("authenticated");
            _authenticated = true;
        }
    }

    private void Change(Subscription changed)
    {
        if (symbolLimit > 0 && changed.SymbolCount > symbolLimit)
        {
            Error(405, "symbol limit exceeded");
            return;
        }

        Post(changed.ToJson());
        _subscription = changed;
    }

    private void Success(string text) => Post(new JsonObject { ["T"] = "success", ["msg"] = text });

    private void Error(int code, string text) => Post(new JsonObject { ["T"] = "error", ["code"] = code, ["msg"] = text });

    private void Post(JsonObject message) => peer.Post(TradeUpdateJson.Bytes(new JsonArray(message)));
}
