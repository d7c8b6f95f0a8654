using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Wire.MessagePack;

namespace Pipeline.Simulator.Wire;

/// <summary>Turns JSON nodes into the bytes of either encoding.</summary>
public static class WireNode
{
    public static byte[] Bytes(JsonNode node, DataEncoding encoding = DataEncoding.Json)
    {
        if (encoding == DataEncoding.Json) return Encoding.UTF8.GetBytes(node.ToJsonString());
        var packed = new MessagePackWriter();
        Write(packed, node);
        return packed.Written.ToArray();
    }

    /// <summary>Writes a node; whole numbers stay whole.</summary>
    public static void Write(IItemWriter item, JsonNode? node)
    {
        switch (node)
        {
            case null:
                item.Text(null);
                break;
            case JsonObject fields:
                item.StartObject();
                foreach (var (name, value) in fields)
                {
                    item.Name(name);
                    Write(item, value);
                }

                item.EndObject();
                break;
            case JsonArray values:
                item.StartArray();
                foreach (var value in values) Write(item, value);
                item.EndArray();
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                item.Text(value.ToString());
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                item.Flag(value.GetValue<bool>());
                break;
            case JsonValue value when value.TryGetValue<long>(out var whole):
                item.Count(whole);
                break;
            case JsonValue value when value.TryGetValue<int>(out var whole):
                item.Count(whole);
                break;
            default:
                item.Number(decimal.Parse(node.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }
}
