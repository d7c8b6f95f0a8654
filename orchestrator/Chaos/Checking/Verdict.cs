using System.Text.Json.Serialization;
using Pipeline.Orchestrator.Chaos.Checking.Rules;

namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>What <c>chaos --json</c> ends with; fields may be added, never changed.</summary>
public sealed record Verdict
{
    public required ulong Seed { get; init; }
    public required int Kills { get; init; }
    public required int Faults { get; init; }
    public required int Orders { get; init; }
    public required int Executions { get; init; }
    public required int Duplicates { get; init; }
    public required int Oversells { get; init; }
    public required int Overspends { get; init; }

    /// <summary>The longest time, in machine milliseconds, that shares were without a working exit while the venue was reachable and obedient.</summary>
    public required long MaxUnprotectedMs { get; init; }

    /// <summary>All time, in machine milliseconds, that shares were without a working exit while the venue was not.</summary>
    public required long VenueUnprotectedMs { get; init; }
    public required int PositionsLost { get; init; }
    public required int PositionsInvented { get; init; }
    public required int UnknownOrders { get; init; }
    public required int LedgerMismatches { get; init; }
    public required int MissingEvents { get; init; }

    /// <summary>pass or fail.</summary>
    [JsonPropertyName("verdict")]
    public required string Word { get; init; }

    /// <summary>Round trips that ended: a run without any has proved little.</summary>
    public required int Trades { get; init; }

    /// <summary>Messages delivered a second time on purpose.</summary>
    public required int Redeliveries { get; init; }

    [JsonIgnore]
    public bool Passed => Word == "pass";

    /// <param name="evidence">What was left behind.</param>
    /// <param name="kills">Processes killed or frozen.</param>
    /// <param name="faults">Faults of the venue switched on.</param>
    public static (Verdict Verdict, IReadOnlyList<Finding> Findings) Of(Evidence evidence, ulong seed, int kills, int faults, int redeliveries)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        IReadOnlyList<Finding> findings =
        [
            .. DuplicateRule.Judge(evidence), .. OversellRule.Judge(evidence), .. SpendingRule.Judge(evidence), .. ProtectionRule.Judge(evidence), .. PositionRule.Judge(evidence),
            .. OrderRule.Judge(evidence), .. LedgerRule.Judge(evidence), .. StoryRule.Judge(evidence),
        ];
        var bare = ProtectionRule.Spans(evidence);
        int Count(Figure figure) => findings.Count(finding => finding.Figure == figure);
        return (new Verdict
        {
            Seed = seed,
            Kills = kills,
            Faults = faults,
            Redeliveries = redeliveries,
            Orders = evidence.Venue.Select(entry => entry.Order?.Id).OfType<string>().Distinct(StringComparer.Ordinal).Count(),
            Executions = evidence.Venue.Count(entry => entry is { Execution: not null, Event: "fill" or "partial_fill" }),
            Trades = RoundTrip.Of(evidence.Venue).Count(trip => trip.Ended is not null),
            Duplicates = Count(Figure.Duplicates),
            Oversells = Count(Figure.Oversells),
            Overspends = Count(Figure.Overspends),
            MaxUnprotectedMs = (long)Math.Ceiling(bare.Select(span => span.Ours.TotalMilliseconds).DefaultIfEmpty(0).Max()),
            VenueUnprotectedMs = (long)Math.Ceiling(bare.Sum(span => span.Venues.TotalMilliseconds)),
            PositionsLost = Count(Figure.PositionsLost),
            PositionsInvented = Count(Figure.PositionsInvented),
            UnknownOrders = Count(Figure.UnknownOrders),
            LedgerMismatches = Count(Figure.LedgerMismatches),
            MissingEvents = Count(Figure.MissingEvents),
            Word = findings.Count == 0 ? "pass" : "fail",
        }, findings);
    }
}

/// <summary>JSON of the verdict.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Verdict))]
public sealed partial class VerdictJson : JsonSerializerContext;
