using System.Text.Json.Nodes;
using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Faults;

/// <summary>How faults, kinds and problems look to those who ask.</summary>
public static class FaultJson
{
    /// <summary>A fault as it was asked for, with what became of it.</summary>
    public static JsonObject Of(ArmedFault armed, DateTimeOffset now, DateTimeOffset machine) => new()
    {
        ["id"] = armed.Id,
        ["kind"] = armed.Order.Kind,
        ["state"] = armed.StateAt(now, machine),
        ["fired"] = armed.Fired,
        ["occasions"] = armed.Occasions,
        ["last_fired_at"] = WireTime.Utc(armed.LastFiredAt),
        ["from"] = WireTime.Utc(armed.Start),
        ["until"] = WireTime.Utc(armed.End),
        ["problem"] = armed.Problem,
        ["asked"] = JsonNode.Parse(armed.Order.Asked),
    };

    public static JsonObject Of(FaultKind kind) => new()
    {
        ["kind"] = kind.Name,
        ["family"] = kind.Family.ToString().ToLowerInvariant(),
        ["summary"] = kind.Summary,
        ["lasts"] = kind.Lasts,
        ["parameters"] = Of(kind.Parameters),
        ["filters"] = Of(kind.Filters.Distinct().Select(name => CommonParameters.Filters[name])),
    };

    public static JsonArray Of(IEnumerable<FaultParameter> parameters) => new([.. parameters.Select(parameter =>
    {
        var shown = new JsonObject { ["name"] = parameter.Name, ["summary"] = parameter.Summary, ["allowed"] = parameter.Allowed };
        if (parameter.Default is { } fallback) shown["default"] = JsonValue.Create(fallback.ToString()!.ToLowerInvariant());
        if (parameter.Required) shown["required"] = true;
        return (JsonNode)shown;
    })]);

    /// <summary>One sentence, and each problem by itself.</summary>
    public static JsonObject Of(IReadOnlyList<InputProblem> problems) => new()
    {
        ["message"] = string.Join("; ", problems),
        ["problems"] = new JsonArray([.. problems.Select(problem =>
            (JsonNode)new JsonObject { ["path"] = problem.Path, ["value"] = problem.Value, ["allowed"] = problem.Allowed })]),
    };
}
