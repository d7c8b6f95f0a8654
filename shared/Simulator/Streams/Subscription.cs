using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Streams;

/// <summary>What one data-stream client wants to hear: symbols by channel, <c>*</c> for all. Equal when they want the same.</summary>
public sealed class Subscription : IEquatable<Subscription>
{
    // Told of only to those who ask: clients of older days do not know it.
    private const string OnRequest = "imbalances";
    private readonly Dictionary<string, HashSet<string>> _symbols;
    private readonly string _key;

    private Subscription(Dictionary<string, HashSet<string>> symbols)
    {
        _symbols = symbols;
        _key = string.Join('\n', symbols.Where(pair => pair.Value.Count > 0).Select(pair => $"{pair.Key}:{string.Join(',', pair.Value.Order(StringComparer.Ordinal))}"));
    }

    /// <summary>Number of different symbols, <c>*</c> not counted.</summary>
    public int SymbolCount => _symbols.Values.SelectMany(symbols => symbols).Where(symbol => symbol != "*").Distinct().Count();

    /// <summary>A subscription to nothing.</summary>
    public static Subscription None(IEnumerable<string> channels) => new(channels.ToDictionary(name => name, _ => new HashSet<string>(StringComparer.Ordinal)));

    public bool Wants(string channel, string symbol) =>
        _symbols.TryGetValue(channel, out var symbols) && symbols.Count > 0 && (symbols.Contains(symbol) || symbols.Contains("*"));

    public bool WantsAny(string channel) => _symbols.TryGetValue(channel, out var symbols) && symbols.Count > 0;

    /// <summary>The symbols of a channel among those there are.</summary>
    public IEnumerable<string> Of(string channel, IReadOnlyList<string> all)
    {
        if (!WantsAny(channel)) return [];
        return _symbols[channel].Contains("*") ? all : _symbols[channel].Order(StringComparer.Ordinal);
    }

    /// <summary>The subscription after a subscribe or unsubscribe message.</summary>
    public Subscription Change(JsonElement? message, bool adds)
    {
        var changed = _symbols.ToDictionary(pair => pair.Key, pair => new HashSet<string>(pair.Value, StringComparer.Ordinal));
        foreach (var channel in _symbols.Keys)
        {
            if (ClientMessage.Texts(message, channel) is not { } symbols) continue;
            Apply(channel, symbols);
            // Trades bring their corrections and cancellations along.
            if (channel != "trades") continue;
            Apply("corrections", symbols);
            Apply("cancelErrors", symbols);
        }

        return new Subscription(changed);

        void Apply(string channel, IReadOnlyList<string> symbols)
        {
            if (!changed.TryGetValue(channel, out var set)) return;
            if (adds) set.UnionWith(symbols);
            else set.ExceptWith(symbols);
        }
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["T"] = "subscription" };
        foreach (var (channel, symbols) in _symbols)
        {
            if (channel != OnRequest || symbols.Count > 0) json[channel] = new JsonArray([.. symbols.Order(StringComparer.Ordinal).Select(symbol => (JsonNode)symbol)]);
        }

        return json;
    }

    public bool Equals(Subscription? other) => other is not null && other._key == _key;

    public override bool Equals(object? obj) => Equals(obj as Subscription);

    public override int GetHashCode() => string.GetHashCode(_key, StringComparison.Ordinal);
}
