using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Streams;

/// <summary>What one data-stream client wants to hear: symbols by channel, <c>*</c> for all.</summary>
public sealed class Subscription
{
    private static readonly string[] Channels =
        ["trades", "quotes", "bars", "updatedBars", "dailyBars", "statuses", "lulds", "corrections", "cancelErrors"];

    private readonly Dictionary<string, HashSet<string>> _symbols;

    private Subscription(Dictionary<string, HashSet<string>> symbols)
    {
        _symbols = symbols;
    }

    public static Subscription Empty { get; } = new(Channels.ToDictionary(name => name, _ => new HashSet<string>(StringComparer.Ordinal)));

    /// <summary>Number of different symbols, <c>*</c> not counted.</summary>
    public int SymbolCount => _symbols.Values.SelectMany(symbols => symbols).Where(symbol => symbol != "*").Distinct().Count();

    public bool Wants(string channel, string symbol) => _symbols[channel] is { Count: > 0 } symbols && (symbols.Contains(symbol) || symbols.Contains("*"));

    public bool WantsAny(string channel) => _symbols[channel].Count > 0;

    /// <summary>The symbols of a channel among those there are.</summary>
    public IEnumerable<string> Of(string channel, IEnumerable<string> all) =>
        _symbols[channel].Contains("*") ? all : _symbols[channel].Order(StringComparer.Ordinal);

    /// <summary>The subscription after a subscribe or unsubscribe message.</summary>
    public Subscription Change(JsonElement? message, bool adds)
    {
        var changed = _symbols.ToDictionary(pair => pair.Key, pair => new HashSet<string>(pair.Value, StringComparer.Ordinal));
        foreach (var channel in Channels)
        {
            if (ClientMessage.Texts(message, channel) is not { } symbols) continue;
            Apply(channel, symbols);
            // Trades bring their corrections and cancellations along.
            if (channel == "trades") Apply("corrections", symbols);
            if (channel == "trades") Apply("cancelErrors", symbols);
        }

        return new Subscription(changed);

        void Apply(string channel, IReadOnlyList<string> symbols)
        {
            if (adds) changed[channel].UnionWith(symbols);
            else changed[channel].ExceptWith(symbols);
        }
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["T"] = "subscription" };
        foreach (var channel in Channels) json[channel] = new JsonArray([.. _symbols[channel].Order(StringComparer.Ordinal).Select(symbol => (JsonNode)symbol)]);
        return json;
    }
}
