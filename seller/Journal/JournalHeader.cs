using System.Text.Json.Serialization;

namespace Pipeline.Seller.Journal;

/// <summary>The first line: whose journal it is.</summary>
/// <param name="Version">Of the lines' form.</param>
/// <param name="Account">Short name of the account.</param>
/// <param name="Store">Id of the home's store of streams; empty when the home has none yet.</param>
public sealed record JournalHeader(int Version, string Account, string Store)
{
    /// <summary>What this build writes and reads.</summary>
    public const int CurrentVersion = 1;
}

/// <summary>JSON of the journal's own lines.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(JournalHeader))]
[JsonSerializable(typeof(JournalRecord.Carried))]
[JsonSerializable(typeof(JournalRecord.Rested))]
internal sealed partial class JournalJson : JsonSerializerContext;
