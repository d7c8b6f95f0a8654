using System.Text.Json.Serialization;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>How far EVENTS was read and everything that followed from it stored.</summary>
/// <param name="StoreId">Whose stream it is: another store begins anew.</param>
/// <param name="Sequence">The last sequence that is settled.</param>
internal sealed record AlertPosition(string StoreId, ulong Sequence)
{
    public static AlertPosition? Read(PipelineHome home) => OwnerOnlyFile.ReadJson(PathIn(home), AlertPositionJson.Default.AlertPosition);

    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Write(PipelineHome home) => OwnerOnlyFile.WriteJson(PathIn(home), this, AlertPositionJson.Default.AlertPosition);

    private static string PathIn(PipelineHome home) => Path.Combine(home.Run, "alerts.json");
}

/// <summary>JSON of the position.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AlertPosition))]
internal sealed partial class AlertPositionJson : JsonSerializerContext;
