using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Wire;
using Pipeline.Simulator.Wire.MessagePack;

namespace Pipeline.Simulator.Streams;

/// <summary>
/// Cuts what a stream client sends into documents. Known clients write several documents back to back into one message and
/// spread one over several; the venue itself takes exactly one document a message.
/// </summary>
/// <param name="strict">True to take exactly one document a message, as the venue does.</param>
public sealed class DocumentReader(DataEncoding encoding, bool strict)
{
    private byte[] _bytes = [];

    /// <summary>True while the beginning of a document waits for its rest.</summary>
    public bool IsWaiting => _bytes.Length > 0;

    /// <summary>Bytes that wait for their rest.</summary>
    public int Waiting => _bytes.Length;

    /// <summary>The documents that are complete with this message; null stands for what is none.</summary>
    public IReadOnlyList<JsonElement?> Receive(ReadOnlySpan<byte> message)
    {
        byte[] bytes = [.. _bytes, .. message];
        _bytes = [];
        var documents = new List<JsonElement?>();
        var at = 0;
        while (true)
        {
            while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
            if (at == bytes.Length) break;
            var state = Read(bytes.AsSpan(at), out var document, out var length);
            if (state == DocumentState.Invalid || (strict && (documents.Count > 0 || state == DocumentState.Incomplete))) return [null];
            if (state == DocumentState.Incomplete)
            {
                _bytes = bytes[at..];
                break;
            }

            documents.Add(document);
            at += length;
        }

        return documents.Count == 0 && !IsWaiting ? [null] : documents;
    }

    /// <summary>Gives up on a document whose rest did not come.</summary>
    public void Forget() => _bytes = [];

    private DocumentState Read(ReadOnlySpan<byte> bytes, out JsonElement? document, out int length)
    {
        // A client that asked for MessagePack may write JSON all the same: no map or array of MessagePack begins like it.
        return encoding == DataEncoding.MessagePack && bytes[0] is not ((byte)'{' or (byte)'[')
            ? ReadMessagePack(bytes, out document, out length)
            : ReadJson(bytes, out document, out length);
    }

    private static DocumentState ReadJson(ReadOnlySpan<byte> bytes, out JsonElement? document, out int length)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        try
        {
            var complete = JsonElement.TryParseValue(ref reader, out document);
            length = (int)reader.BytesConsumed;
            return complete ? DocumentState.Complete : DocumentState.Incomplete;
        }
        catch (JsonException)
        {
            (document, length) = (null, 0);
            return DocumentState.Invalid;
        }
    }

    private static DocumentState ReadMessagePack(ReadOnlySpan<byte> bytes, out JsonElement? document, out int length)
    {
        var state = MessagePackReader.TryRead(bytes, out var node, out length);
        document = state == DocumentState.Complete && node is JsonObject ? JsonSerializer.SerializeToElement(node) : null;
        return state;
    }
}
