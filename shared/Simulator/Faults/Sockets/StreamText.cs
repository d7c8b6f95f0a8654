using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Wire;
using Pipeline.Simulator.Wire.MessagePack;

namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>What the messages of a stream are about, and messages that the simulator makes up.</summary>
/// <param name="path">Path of the stream.</param>
public sealed class StreamText(string path, DataEncoding encoding)
{
    /// <summary>True when the stream is made of binary frames.</summary>
    public bool IsBinary => path == "/stream" || encoding == DataEncoding.MessagePack;

    /// <summary>The document, or null when it is none.</summary>
    public JsonNode? Parse(ReadOnlySpan<byte> message)
    {
        if (encoding == DataEncoding.MessagePack) return MessagePackReader.TryRead(message, out var packed, out var read) == DocumentState.Complete && read == message.Length ? packed : null;
        try
        {
            return JsonNode.Parse(message);
        }
        catch (JsonException)
        {
            // Two documents in one frame, for instance; it passes unread.
            return null;
        }
    }

    public byte[] Bytes(JsonNode document) => WireNode.Bytes(document, encoding);

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

    public byte[] Error(int code, string text) => Bytes(path == "/stream"
        ? new JsonObject { ["stream"] = "error", ["data"] = new JsonObject { ["code"] = code, ["error"] = text } }
        : new JsonArray(new JsonObject { ["T"] = "error", ["code"] = code, ["msg"] = text }));

    public byte[] Refusal() => path == "/stream"
        ? Bytes(new JsonObject { ["stream"] = "authorization", ["data"] = new JsonObject { ["action"] = "authenticate", ["status"] = "unauthorized" } })
        : Error(402, "auth failed");

    /// <summary>The same message, exactly so many bytes long; unchanged when it is longer already or not readable.</summary>
    public byte[] Padded(byte[] message, int bytes)
    {
        var document = Parse(message);
        if ((document is JsonArray { Count: > 0 } items ? items[0] : document) is not JsonObject target) return message;
        target["padding"] = "";
        var missing = bytes - Bytes(document!).Length;
        if (missing < 0) return message;
        target["padding"] = new string('x', missing);
        // In MessagePack a longer text has a longer head.
        var padded = Bytes(document!);
        if (padded.Length == bytes) return padded;
        target["padding"] = new string('x', missing - (padded.Length - bytes));
        return Bytes(document!);
    }

    /// <summary>Messages put together: arrays become one array, objects follow one another.</summary>
    public byte[] Joined(IReadOnlyList<byte[]> messages)
    {
        var documents = messages.Select(message => Parse(message)).ToList();
        return documents.TrueForAll(document => document is JsonArray)
            ? Bytes(new JsonArray([.. documents.SelectMany(document => document!.AsArray()).Select(item => item?.DeepClone())]))
            : [.. messages.SelectMany(message => message)];
    }
}
