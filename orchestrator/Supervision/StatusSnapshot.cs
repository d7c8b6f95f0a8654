using System.Text.Json.Serialization;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Json;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Journal.Writing;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>What <c>status</c> tells; also the file the supervisor writes each second.</summary>
public sealed record StatusSnapshot
{
    public required string Profile { get; init; }

    /// <summary>active, reducing or halted; unknown while no control can be read.</summary>
    public required string TradingState { get; init; }
    /// <summary>Why it is so, in one sentence; null while no control can be read.</summary>
    public string? TradingReason { get; init; }

    /// <summary>Machine time since which it is so.</summary>
    public DateTimeOffset? TradingSince { get; init; }

    /// <summary>All that stands against entering now, also where it only locks a symbol.</summary>
    public IReadOnlyList<RaisedCondition>? Conditions { get; init; }

    /// <summary>Who is ready and tells conditions: of anybody else it is not known what stands against entering.</summary>
    public IReadOnlyList<string>? Speaking { get; init; }
    public required StatusEndpoints Endpoints { get; init; }

    /// <summary>Null when no orchestrator runs.</summary>
    public StatusOrchestrator? Orchestrator { get; init; }
    public required IReadOnlyList<StatusProcess> Processes { get; init; }

    /// <summary>What may be left at the venue with nobody to look after it, a sentence each; null while an orchestrator runs.</summary>
    public IReadOnlyList<string>? LeftBehind { get; init; }

    /// <summary>How the journal is doing; null when nobody writes it.</summary>
    public JournalStatus? Journal { get; init; }

    /// <summary>Machine time of writing.</summary>
    public required DateTimeOffset At { get; init; }

    public static StatusSnapshot? Read(PipelineHome home) => OwnerOnlyFile.ReadJson(PathIn(home), StatusJson.Default.StatusSnapshot);

    public void Write(PipelineHome home) => OwnerOnlyFile.WriteJson(PathIn(home), this, StatusJson.Default.StatusSnapshot);

    private static string PathIn(PipelineHome home) => Path.Combine(home.Run, "status.json");
}

/// <summary>Where the servers listen.</summary>
public sealed record StatusEndpoints(string? Nats, string? Simulator, string? Dashboard);

/// <summary>The supervising process.</summary>
public sealed record StatusOrchestrator(int Pid, DateTimeOffset StartedAt);

/// <summary>One line of <c>status</c>.</summary>
public sealed record StatusProcess
{
    public required string Name { get; init; }

    [JsonConverter(typeof(SnakeCaseEnumConverter<ProcessState>))]
    public required ProcessState State { get; init; }
    public int? Pid { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>orchestrator or hand; null while it does not run.</summary>
    public string? StartedBy { get; init; }
    public int Restarts { get; init; }
    public long? HeartbeatAgeMs { get; init; }

    /// <summary>Messages waiting for it; null when it reads no stream.</summary>
    public long? Lag { get; init; }
    public string? Detail { get; init; }

    /// <summary>Revision of the configuration it decides by; null when it has not said.</summary>
    public string? Configuration { get; init; }

    /// <summary>The detail of a stage that <c>start --without</c> left to be run by hand.</summary>
    public const string LeftOut = "left out at start";
}

/// <summary>JSON of the status.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusSnapshot))]
public sealed partial class StatusJson : JsonSerializerContext;
