using System.Text.Json.Serialization;

namespace Pipeline.Simulator.Watchlists;

/// <summary>The file's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<Watchlist>))]
public sealed partial class WatchlistFormat : JsonSerializerContext;
