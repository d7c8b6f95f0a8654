using System.Text.Json.Serialization;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Live;

/// <summary>What the paper profile's records say, written down in its home by <c>evidence</c>.</summary>
public sealed record Evidence
{
    /// <summary>Closed trades in which nothing was wrong.</summary>
    public required int CleanTrades { get; init; }

    /// <summary>All closed trades that were looked at.</summary>
    public required int Trades { get; init; }

    /// <summary>Machine time of looking.</summary>
    public required DateTimeOffset CountedAt { get; init; }

    /// <summary>What speaks against the others, and how often.</summary>
    public required IReadOnlyDictionary<string, int> Stains { get; init; }

    /// <summary>Null when nothing was counted yet.</summary>
    public static Evidence? Read(PipelineHome paper) => OwnerOnlyFile.ReadJson(PathIn(paper), EvidenceJson.Default.Evidence);

    public void Write(PipelineHome paper) => OwnerOnlyFile.WriteJson(PathIn(paper), this, EvidenceJson.Default.Evidence, durably: true);

    private static string PathIn(PipelineHome paper) => Path.Combine(paper.Run, "evidence.json");
}

/// <summary>That live trading was opened, and on what: it stays open, so that a restart beside open positions is never refused for want of newer evidence.</summary>
/// <param name="OpenedAt">Machine time.</param>
/// <param name="Evidence">What it was opened on.</param>
public sealed record LiveOpening(DateTimeOffset OpenedAt, Evidence Evidence)
{
    /// <summary>Null while live trading was never opened.</summary>
    public static LiveOpening? Read(PipelineHome live) => OwnerOnlyFile.ReadJson(PathIn(live), EvidenceJson.Default.LiveOpening);

    public void Write(PipelineHome live) => OwnerOnlyFile.WriteJson(PathIn(live), this, EvidenceJson.Default.LiveOpening, durably: true);

    private static string PathIn(PipelineHome live) => Path.Combine(live.Run, "live-opened.json");
}

/// <summary>JSON of the evidence and of the opening.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(LiveOpening))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
