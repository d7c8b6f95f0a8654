using System.Globalization;
using System.Text.Json;

namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>Reads the simulator's log: lines of <c>/sim/events</c>, or of its <c>journal.jsonl</c> where a line holds the events of one step.</summary>
public static class VenueLogReader
{
    /// <exception cref="JsonException">A line is no JSON. The last one of a journal may be torn: leave it out.</exception>
    public static IReadOnlyList<VenueEntry> Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var entries = new List<VenueEntry>();
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Array)
                entries.AddRange(document.RootElement.EnumerateArray().Select(Entry));
            else if (document.RootElement.TryGetProperty("sequence", out _))
                entries.Add(Entry(document.RootElement));
        }

        return entries;
    }

    private static VenueEntry Entry(JsonElement json) => new(
        (long)Number(json, "sequence"), Time(json, "at"), Time(json, json.TryGetProperty("machine_time", out _) ? "machine_time" : "at"), Text(json, "type")!)
    {
        Event = Text(json, "event") ?? Text(json, "decision"),
        Order = json.TryGetProperty("order", out var order) ? Order(order) : null,
        Execution = json.TryGetProperty("execution", out var execution) ? Execution(execution) : null,
        Adjustment = json.TryGetProperty("adjustment", out var adjustment) ? Adjustment(adjustment) : null,
        AssetSymbol = json.TryGetProperty("asset", out var asset) ? Text(asset, "symbol") : null,
        Cash = json.TryGetProperty("cash", out _) ? Number(json, "cash") : null,
    };

    private static VenueOrder Order(JsonElement json) => new()
    {
        Id = Text(json, "id")!,
        ClientId = Text(json, "client_order_id")!,
        Symbol = Text(json, "symbol")!,
        Side = Text(json, "side")!,
        Type = Text(json, "type")!,
        Class = Text(json, "class")!,
        Role = Text(json, "role") ?? "entry",
        Status = Text(json, "status")!,
        Underlying = Text(json, "underlying"),
        Quantity = Number(json, "quantity"),
        Filled = Number(json, "filled_quantity"),
        FilledValue = Number(json, "filled_value"),
        LimitPrice = json.TryGetProperty("limit_price", out _) ? Number(json, "limit_price") : null,
        ParentId = Text(json, "parent_id"),
        Replaces = Text(json, "replaces"),
        ReplacedBy = Text(json, "replaced_by"),
        IsCrypto = Text(json, "asset_class") is "crypto",
    };

    private static VenueExecution Execution(JsonElement json) => new(
        Text(json, "id")!,
        Text(json, "order_id")!,
        Text(json, "symbol")!,
        Text(json, "side") == "buy",
        Number(json, "price"),
        Number(json, "quantity"),
        Number(json, "cumulative_quantity"),
        Number(json, "position_quantity"));

    private static VenueAdjustment Adjustment(JsonElement json) =>
        new(Text(json, "kind")!, Text(json, "symbol")!, Number(json, "quantity"), Number(json, "cost_basis"), Number(json, "cash"));

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset Time(JsonElement json, string name) => json.GetProperty(name).GetDateTimeOffset();

    private static decimal Number(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? 0
        : value.ValueKind == JsonValueKind.String ? decimal.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        : value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : 0;
}
