using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Orchestrator.Keeping;

/// <summary>What a backup holds, so that it can be proved whole before anything is made of it.</summary>
/// <param name="Format">Of the file; this build writes and reads <see cref="CurrentFormat"/>.</param>
/// <param name="Profile">Whose it is; a backup of one profile is never restored into another.</param>
/// <param name="StoreId">The store that the streams belong to.</param>
/// <param name="MadeAt">Machine time, UTC, at its begin.</param>
/// <param name="Server">Version of the nats-server that wrote the streams.</param>
/// <param name="Parts">All else that is in the file.</param>
public sealed record BackupManifest(int Format, string Profile, string StoreId, DateTimeOffset MadeAt, string Server, IReadOnlyList<BackupPart> Parts)
{
    public const int CurrentFormat = 1;

    /// <summary>Its own name in the file.</summary>
    public const string Name = "manifest.json";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <exception cref="JsonException">It is none.</exception>
    public static BackupManifest Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest) ?? throw new JsonException("It is empty.");
}

/// <summary>One part: a stream's snapshot, or a file of the home.</summary>
/// <param name="Name">Its name in the backup, such as streams/LEDGER or pipeline.json.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Stream">What the server said of the stream; null for a file.</param>
public sealed record BackupPart(string Name, long Bytes, string Sha256, StreamPart? Stream = null);

/// <summary>A stream as it was: the server's own words, which it wants back.</summary>
public sealed record StreamPart(string Name, JsonElement Config, JsonElement State)
{
    public ulong LastSequence => State.GetProperty("last_seq").GetUInt64();

    public ulong Messages => State.GetProperty("messages").GetUInt64();

    /// <summary>Whether a stream that was made of the snapshot has all that was in it.</summary>
    /// <remarks>The server counts first and copies then: what was stored in between is in the snapshot too.</remarks>
    /// <param name="last">The sequence that the stream ends at.</param>
    /// <param name="messages">How many it holds.</param>
    public bool IsWhole(ulong last, ulong messages)
    {
        if (last < LastSequence)
            return false;
        var more = last - LastSequence;
        var forgets = Has("max_age") || (more > 0 && (Has("max_bytes") || Has("max_msgs") || Has("max_msgs_per_subject")));
        return forgets ? messages <= Messages + more : messages == Messages + more;
    }

    // Zero and below are the server's words for no limit.
    private bool Has(string limit) => Config.TryGetProperty(limit, out var value) && value.GetInt64() > 0;
}

/// <summary>JSON of the manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
