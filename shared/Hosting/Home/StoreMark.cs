using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Pipeline.Contracts.Control;

namespace Pipeline.Hosting.Home;

/// <summary>Which store belongs to this home, and whether it has been made: a store that is missing after it was made is a loss, not a beginning.</summary>
/// <param name="StoreId">Random text that every stream of the store carries.</param>
/// <param name="Created">True once all streams have stood.</param>
/// <param name="Trouble">What was lost, until the trading state says so; null when nothing was.</param>
public sealed record StoreMark(string StoreId, bool Created, RaisedCondition? Trouble = null)
{
    /// <summary>Null while the home has no store.</summary>
    public static StoreMark? Read(PipelineHome home) => OwnerOnlyFile.ReadJson(PathIn(home), StoreMarkJson.Default.StoreMark);

    public static StoreMark ReadOrCreate(PipelineHome home)
    {
        if (Read(home) is { } known)
            return known;
        var fresh = Fresh(null);
        fresh.Write(home);
        return fresh;
    }

    /// <summary>The mark of a store that is still to be made.</summary>
    public static StoreMark Fresh(RaisedCondition? trouble) => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), Created: false, trouble);

    /// <summary>Survives the machine's death: without its mark a home takes its own store for a stranger's.</summary>
    public void Write(PipelineHome home) => OwnerOnlyFile.WriteJson(PathIn(home), this, StoreMarkJson.Default.StoreMark, durably: true);

    private static string PathIn(PipelineHome home) => Path.Combine(home.Run, "store.json");
}

/// <summary>JSON of the store's mark.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoreMark))]
internal sealed partial class StoreMarkJson : JsonSerializerContext;
