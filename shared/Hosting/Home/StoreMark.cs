using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Pipeline.Hosting.Home;

/// <summary>Which store belongs to this home, and whether it has been made: a store that is missing after it was made is a loss, not a beginning.</summary>
/// <param name="StoreId">Random text that every stream of the store carries.</param>
/// <param name="Created">True once all streams have stood.</param>
public sealed record StoreMark(string StoreId, bool Created)
{
    public static StoreMark ReadOrCreate(PipelineHome home)
    {
        if (OwnerOnlyFile.ReadJson(PathIn(home), StoreMarkJson.Default.StoreMark) is { } known)
            return known;
        var fresh = new StoreMark(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), Created: false);
        fresh.Write(home);
        return fresh;
    }

    public void Write(PipelineHome home) => OwnerOnlyFile.WriteJson(PathIn(home), this, StoreMarkJson.Default.StoreMark);

    private static string PathIn(PipelineHome home) => Path.Combine(home.Run, "store.json");
}

/// <summary>JSON of the store's mark.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoreMark))]
internal sealed partial class StoreMarkJson : JsonSerializerContext;
