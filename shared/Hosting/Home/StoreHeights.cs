using System.Text.Json.Serialization;

namespace Pipeline.Hosting.Home;

/// <summary>The last message of each stream that is kept for ever, when it was last looked at: a store without it is an older one, or has gone on from an older one.</summary>
/// <param name="StoreId">The store that was looked at.</param>
/// <param name="Sequences">Stream name to its last sequence; 0 for an empty one.</param>
/// <param name="Times">Stream name to the server's time of that message; null in files of an earlier version.</param>
public sealed record StoreHeights(string StoreId, IReadOnlyDictionary<string, ulong> Sequences, IReadOnlyDictionary<string, DateTimeOffset>? Times)
{
    /// <summary>Null when nothing is remembered.</summary>
    public static StoreHeights? Read(PipelineHome home) => OwnerOnlyFile.ReadJson(PathIn(home), StoreHeightsJson.Default.StoreHeights);

    public void Write(PipelineHome home) => OwnerOnlyFile.WriteJson(PathIn(home), this, StoreHeightsJson.Default.StoreHeights);

    public static void Forget(PipelineHome home) => File.Delete(PathIn(home));

    private static string PathIn(PipelineHome home) => Path.Combine(home.Run, "store-heights.json");
}

/// <summary>JSON of the heights.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoreHeights))]
internal sealed partial class StoreHeightsJson : JsonSerializerContext;
