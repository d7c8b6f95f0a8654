using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>What a stream message is about, and messages that the simulator makes up. JSON only: other encodings pass unread.</summary>
public static class StreamText
{
    /// <summary>The document, or null when it is not JSON.</summary>
    public static JsonNode? Parse(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty || message[0] is not ((byte)'[' or (byte)'{')) return null;
        try
        {
            return JsonNode.Parse(message);
        }
        catch (JsonException)
        {
            // Another encoding whose first byte happens to be a bracket.
            return null;
        }
    }

    public static byte[] Bytes(JsonNode document) => Encoding.UTF8.GetBytes(document.ToJsonString());

    /// <summary>What a fault's filter is asked about.</summary>
    public static FaultSubject Subject(JsonNode? document, FaultSubject connection)
    {
        var items = document is JsonArray array ? array.OfType<JsonObject>().ToList() : [];
        var order = ((document as JsonObject)?["data"] as JsonObject)?["order"] as JsonObject;
        return document switch
        {
            JsonArray when items.Count > 0 => connection with
            {
                Symbols = [.. items.Select(item => (string?)item["S"]).OfType<string>().Distinct()],
                Event = (string?)items[0]["T"] is "success" or "error" or "subscription" ? "control" : (string?)items[0]["T"],
            },
            JsonObject when order is not null => connection with
            {
                Symbols = (string?)order["symbol"] is { } symbol ? [symbol] : [],
                Side = (string?)order["side"],
                ClientOrderId = (string?)order["client_order_id"],
                Event = (string?)document["data"]!["event"],
            },
            JsonObject => connection with { Event = "control" },
            _ => connection,
        };
    }

    /// <summary>True for the answer that says that the keys are good.</summary>
    public static bool IsWelcome(JsonNode? document) => document switch
    {
        JsonArray and [JsonObject only] => (string?)only["T"] == "success" && (string?)only["msg"] == "authenticated",
        JsonObject answer => (string?)answer["stream"] == "authorization" && (string?)(answer["data"] as JsonObject)?["status"] == "authorized",
        _ => false,
    };

    public static byte[] Error(string path, int code, string text) => Bytes(path == "/stream"
        ? new JsonObject { ["stream"] = "error", ["data"] = new JsonObject { ["code"] = code, ["error"] = text } }
        : new JsonArray(new JsonObject { ["T"] = "error", ["code"] = code, ["msg"] = text }));

    public static byte[] Refusal(string path) => path == "/stream"
        ? Bytes(new JsonObject { ["stream"] = "authorization", ["data"] = new JsonObject { ["action"] = "authenticate", ["status"] = "unauthorized" } })
        : Error(path, 402, "auth failed");

    /// <summary>The same message, exactly so many bytes long; unchanged when it is longer already or not JSON.</summary>
    public static byte[] Padded(byte[] message, int bytes)
    {
        var document = Parse(message);
        if ((document is JsonArray { Count: > 0 } items ? items[0] : document) is not JsonObject target) return message;
        target["padding"] = "";
        var missing = bytes - Bytes(document!).Length;
        if (missing < 0) return message;
        target["padding"] = new string('x', missing);
        return Bytes(document!);
    }

    /// <summary>Messages put together: arrays become one array, objects follow one another.</summary>
    public static byte[] Joined(IReadOnlyList<byte[]> messages)
    {
        var documents = messages.Select(message => Parse(message)).ToList();
        return documents.TrueForAll(document => document is JsonArray)
            ? Bytes(new JsonArray([.. documents.SelectMany(document => document!.AsArray()).Select(item => item?.DeepClone())]))
            : [.. messages.SelectMany(message => message)];
    }
}
