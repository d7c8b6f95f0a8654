using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.TestKit;

/// <summary>Damages a valid JSON body the way venues, proxies and networks do: fields gone, null, of another type or out of range, names and texts that are no Unicode, bytes cut and flipped.</summary>
public static class JsonMutation
{
    private static readonly string[] Replacements =
    [
        "null", "true", "\"\"", "\"of_tomorrow\"", "[]", "{}", "[[[]]]", "-1", "0", "1e400", "-1E-400", "79228162514264337593543950335", "\"1e28\"", "\"-0.0000000000001\"",
        "\"\\ud800\"", "\"9999-12-31T23:59:59.999999999Z\"", "\"0001-01-01T00:00:00Z\"", "\"NaN\"", "12345678901234567890123456789012345678901234567890", "\"\u0000\"", "[null]", "{\"\\udc00\":1}",
    ];

    /// <summary>One to three damages, decided by the seed alone.</summary>
    public static byte[] Of(string json, int seed)
    {
        var chance = new Random(seed);
        var body = Encoding.UTF8.GetBytes(json);
        for (var damages = 1 + chance.Next(3); damages > 0; damages--)
        {
            try
            {
                body = chance.Next(4) == 0 ? OfBytes(body, chance) : OfStructure(body, chance);
            }
            catch (Exception beyondRepair) when (beyondRepair is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
            {
                // Damaged so far that this reader gives up too: bytes can still be lost.
                body = OfBytes(body, chance);
            }
        }

        return body;
    }

    private static byte[] OfStructure(byte[] body, Random chance)
    {
        var root = JsonNode.Parse(body);

        // A marker takes the place of the node: what stands in for it may be text that no JSON library would write.
        var marker = string.Create(CultureInfo.InvariantCulture, $"@@{chance.Next()}@@");
        var places = Places(root).ToList();
        if (places.Count == 0)
            return Encoding.UTF8.GetBytes(Replacements[chance.Next(Replacements.Length)]);
        var (parent, key) = places[chance.Next(places.Count)];
        var kind = chance.Next(6);
        switch (parent)
        {
            case JsonObject fields when kind == 0:
                fields.Remove((string)key);
                break;
            case JsonObject fields when kind == 1:
                fields["added_later"] = fields[(string)key]?.DeepClone();
                break;
            case JsonObject fields:
                fields[(string)key] = marker;
                break;
            case JsonArray items:
                items[(int)key] = marker;
                break;
        }

        var replacement = kind == 2 ? Retyped(parent, marker, root!, body) : Replacements[chance.Next(Replacements.Length)];
        return Encoding.UTF8.GetBytes(root!.ToJsonString().Replace($"\"{marker}\"", replacement, StringComparison.Ordinal));
    }

    // A number becomes a text and a text a number, where it can.
    private static string Retyped(JsonNode parent, string marker, JsonNode root, byte[] before)
    {
        var was = JsonNode.Parse(before);
        var path = Places(root).First(place => Value(place)?.ToString() == marker);
        var value = Places(was).Where(place => place.Key.Equals(path.Key) && place.Parent.GetPath() == parent.GetPath()).Select(Value).FirstOrDefault();
        var text = value?.ToJsonString() ?? "null";
        return text.StartsWith('"') ? text.Trim('"') is { Length: > 0 } bare && decimal.TryParse(bare, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? bare : "7" : $"\"{text.Replace("\"", "'", StringComparison.Ordinal)}\"";
    }

    private static JsonNode? Value((JsonNode Parent, object Key) place) =>
        place.Parent is JsonObject fields ? fields[(string)place.Key] : ((JsonArray)place.Parent)[(int)place.Key];

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Places(field.Value).Prepend((fields, field.Key))),
        JsonArray items => items.SelectMany((item, index) => Places(item).Prepend((items, index))),
        _ => [],
    };

    private static byte[] OfBytes(byte[] body, Random chance)
    {
        if (body.Length == 0)
            return body;
        var at = chance.Next(body.Length);
        switch (chance.Next(4))
        {
            case 0:
                return body[..at];
            case 1:
                var flipped = (byte[])body.Clone();
                flipped[at] = (byte)chance.Next(256);
                return flipped;
            case 2:
                return [.. body[..at], 0xC3, 0x28, 0xFF, .. body[at..]];
            default:
                return [.. Encoding.UTF8.GetBytes("<html><body>Bad Gateway</body></html>"), .. body[at..]];
        }
    }
}
