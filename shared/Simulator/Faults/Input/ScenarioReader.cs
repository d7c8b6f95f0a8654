using System.Text.Json;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Input;

/// <summary>Reads scenarios from JSON, as a whole: every problem is told, nothing is used when there is one.</summary>
public static class ScenarioReader
{
    private static readonly Dictionary<string, FaultParameter> Known = new[]
    {
        Text("name", "what it is called"),
        Text("description", "what it shows"),
        Whole("seed", "seeds market, chance and faults", null, 0, long.MaxValue),
        Time("start_at", "venue time a new account starts at"),
        Number("speed", "venue seconds a machine second", null, 0.001m, 100_000),
        Whole("symbols", "number of synthetic stocks", null, 1, Markets.Synthetic.Tickers.Limit),
        Number("cash", "dollars a new account starts with", null, 0.01m, 1_000_000_000_000m),
        Number("partial_fills", "chance that an order fills in parts", null, 0, 1),
    }.ToDictionary(parameter => parameter.Name);

    /// <exception cref="ScenarioException">The file cannot be read, or something in it is not allowed.</exception>
    public static Scenario ReadFile(string path)
    {
        var problems = new List<InputProblem>();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return Read(document.RootElement, problems) ?? throw new ScenarioException($"{path}: {string.Join("; ", problems)}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ScenarioException($"{path}: {error.Message}");
        }
    }

    /// <summary>The scenario, or null with its problems added.</summary>
    public static Scenario? Read(JsonElement root, List<InputProblem> problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new InputProblem("the scenario", root.GetRawText(), "an object with faults"));
            return null;
        }

        var (values, faults) = (new Dictionary<string, object>(), new List<FaultOrder?>());
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == "faults" && property.Value.ValueKind == JsonValueKind.Array)
                faults.AddRange(property.Value.EnumerateArray().Select((item, index) => FaultReader.Read(item, $"faults[{index}]", problems)));
            else if (property.Name == "faults")
                problems.Add(new InputProblem("faults", property.Value.GetRawText(), "an array of faults"));
            else if (!Known.TryGetValue(property.Name, out var parameter))
                problems.Add(new InputProblem(property.Name, property.Value.GetRawText(), string.Join(", ", Known.Keys.Append("faults"))));
            else if (JsonValues.Read(parameter, property.Value) is { } value)
                values[property.Name] = value;
            else
                problems.Add(new InputProblem(property.Name, property.Value.GetRawText(), parameter.Allowed));
        }

        return problems.Count > 0 ? null : Of(new FaultArguments(values), [.. faults.OfType<FaultOrder>()]);
    }

    private static Scenario Of(FaultArguments said, IReadOnlyList<FaultOrder> faults) => new()
    {
        Name = said.Text("name") ?? "",
        Description = said.Text("description") ?? "",
        Seed = (ulong?)said.Number("seed"),
        StartAt = said.Time("start_at"),
        Speed = (double?)said.Number("speed"),
        Symbols = (int?)said.Number("symbols"),
        Cash = said.Number("cash"),
        PartialFills = (double?)said.Number("partial_fills"),
        Faults = faults,
    };
}
