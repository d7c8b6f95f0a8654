using System.Text.Json.Serialization;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary>The status as <c>status --json</c> tells it, and what only the page shows.</summary>
public sealed record StatusView
{
    public required StatusSnapshot Status { get; init; }

    /// <summary>What to do about each condition that stands, in the order of the status.</summary>
    public required IReadOnlyList<string> Advice { get; init; }

    /// <summary>Resident bytes by process, the orchestrator's own too; none for who does not run.</summary>
    public required IReadOnlyDictionary<string, long> Memory { get; init; }

    /// <summary>Time at the venue; null while nobody can say.</summary>
    public DateTimeOffset? VenueTime { get; init; }

    /// <summary>Whether money is at stake: simulated, paper or live.</summary>
    public required string Money { get; init; }
}

/// <summary>JSON of the live panels.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(PositionsView))]
internal sealed partial class LiveJson : JsonSerializerContext;
