using System.Text.Json;

namespace Pipeline.Simulator.Faults.Input;

/// <summary>Reads faults from JSON, strictly: a name or value that is not known is a problem, never ignored.</summary>
public static class FaultReader
{
    /// <summary>One fault, or null with its problems added.</summary>
    /// <param name="path">Where it stands in what was sent; empty for the whole.</param>
    public static FaultOrder? Read(JsonElement value, string path, List<InputProblem> problems)
    {
        var before = problems.Count;
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new InputProblem(path.Length == 0 ? "the body" : path, Shortened(value), "an object with a kind"));
            return null;
        }

        var known = FaultKinds.All.Keys.Order(StringComparer.Ordinal);
        var name = value.TryGetProperty("kind", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : null;
        if (name is null || !FaultKinds.All.TryGetValue(name, out var kind))
        {
            problems.Add(new InputProblem(Join(path, "kind"), name is null ? null : Shortened(text), string.Join(", ", known)));
            return null;
        }

        var said = Arguments(value, path, kind, problems);
        if (said.Has("at") && said.Has("after")) problems.Add(new InputProblem(Join(path, "after"), "said beside at", "either at or after"));
        return problems.Count > before
            ? null
            : new FaultOrder(kind.Name, kind.Create(said), CommonParameters.FilterOf(said, kind.Filter), CommonParameters.TriggerOf(said, kind.Lasts), value.GetRawText());
    }

    private static FaultArguments Arguments(JsonElement value, string path, FaultKind kind, List<InputProblem> problems)
    {
        var parameters = kind.Parameters
            .Concat(kind.Filters.Select(filter => CommonParameters.Filters[filter]))
            .Concat(CommonParameters.Trigger)
            .DistinctBy(parameter => parameter.Name)
            .ToDictionary(parameter => parameter.Name);
        var values = parameters.Values.Where(parameter => parameter.Default is not null)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Default!);
        foreach (var property in value.EnumerateObject().Where(property => property.Name is not ("kind" or "comment")))
        {
            if (!parameters.TryGetValue(property.Name, out var parameter))
                problems.Add(new InputProblem(Join(path, property.Name), Shortened(property.Value), $"no such parameter of {kind.Name}; it knows {string.Join(", ", parameters.Keys)}"));
            else if (property.Value.ValueKind != JsonValueKind.Null && JsonValues.Read(parameter, property.Value) is { } read)
                values[property.Name] = read;
            else if (property.Value.ValueKind != JsonValueKind.Null)
                problems.Add(new InputProblem(Join(path, property.Name), Shortened(property.Value), parameter.Allowed));
        }

        foreach (var missing in parameters.Values.Where(parameter => parameter.Required && !values.ContainsKey(parameter.Name)))
            problems.Add(new InputProblem(Join(path, missing.Name), null, missing.Allowed));
        return new FaultArguments(values);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Shortened(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] + "…" : value.GetRawText();
}
