using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Faults;

/// <summary>Changes to JSON documents, in place and at every depth.</summary>
public static partial class Wordings
{
    /// <summary>Gives a field another value wherever it is.</summary>
    /// <param name="value">Null for a JSON null.</param>
    public static void Set(JsonNode document, string field, string? value) =>
        EachObject(document, found =>
        {
            if (found.ContainsKey(field)) found[field] = value;
        });

    public static void Remove(JsonNode document, string field) => EachObject(document, found => found.Remove(field));

    /// <summary>Adds fields that nobody has heard of.</summary>
    public static void Extend(JsonNode document) =>
        EachObject(document, found => found["a_new_field"] = new JsonObject { ["depth"] = 1, ["items"] = new JsonArray(1, "two", null) });

    /// <summary>Moves every time by some seconds.</summary>
    public static void Shift(JsonNode document, double seconds) =>
        EachObject(document, found =>
        {
            foreach (var (name, value) in found.ToList())
            {
                if (value is JsonValue text && text.TryGetValue<string>(out var time) && Rfc3339().IsMatch(time)
                    && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var moment))
                    found[name] = Written(moment.AddSeconds(seconds), time.EndsWith('Z'));
            }
        });

    private static void EachObject(JsonNode? node, Action<JsonObject> visit)
    {
        switch (node)
        {
            case JsonObject found:
                foreach (var child in found.Select(pair => pair.Value).ToList()) EachObject(child, visit);
                visit(found);
                break;
            case JsonArray items:
                foreach (var item in items.ToList()) EachObject(item, visit);
                break;
        }
    }

    private static string Written(DateTimeOffset moment, bool utc) =>
        moment.ToString(utc ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")]
    private static partial Regex Rfc3339();
}
