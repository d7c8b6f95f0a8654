using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Streams;

/// <summary>One thing the market-data stream said that concerns the session and not the market.</summary>
internal abstract record SessionMessage
{
    private SessionMessage()
    {
    }

    /// <summary>connected or authenticated.</summary>
    public sealed record Success(string Text) : SessionMessage;

    /// <summary>The complete set the venue is subscribed to now.</summary>
    public sealed record Subscribed(IReadOnlyList<StreamChannel> Complete) : SessionMessage;

    public sealed record Error(int Code, string Text) : SessionMessage;

    /// <summary>Not from the venue: something else is wanted now.</summary>
    public sealed record WantedChanged : SessionMessage;
}

/// <summary>Reads the items of the market-data stream (wire contract 3.2).</summary>
internal static class MarketMessage
{
    /// <summary>A bar or quote; null for everything else, and for what cannot be used.</summary>
    public static MarketStreamItem? ReadData(JsonElement item)
    {
        var type = item.Text("T");
        if (type is not ("b" or "u" or "q") || !Symbol.TryParse(item.Text("S"), out var symbol))
            return null;
        if (type == "q")
            return WireMarket.ReadQuote(item) is { } quote ? new MarketStreamItem.QuoteChanged(symbol, quote) : null;
        return WireMarket.ReadBar(item) is { } bar ? new MarketStreamItem.BarClosed(symbol, bar, Revised: type == "u") : null;
    }

    /// <summary>What concerns the session; null for everything else.</summary>
    public static SessionMessage? ReadSession(JsonElement item) => item.Text("T") switch
    {
        "success" => new SessionMessage.Success(item.Text("msg") ?? ""),
        "error" => new SessionMessage.Error(item.Number("code") ?? 0, item.Text("msg") ?? ""),
        "subscription" => new SessionMessage.Subscribed([.. StreamChannel.Kinds.SelectMany(kind => Names(item, kind))]),
        _ => null,
    };

    private static IEnumerable<StreamChannel> Names(JsonElement item, string kind) =>
        item.Items(kind).Select(name => name.TextOf()).OfType<string>().Select(name => new StreamChannel(kind, name));
}
