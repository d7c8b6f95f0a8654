using System.Text.Json;

namespace Pipeline.Broker.Streams;

/// <summary>Takes one message apart into the JSON documents it holds.</summary>
internal static class JsonDocuments
{
    /// <exception cref="StreamLostException">The message is not JSON.</exception>
    public static IReadOnlyList<JsonElement> Split(ReadOnlySpan<byte> message)
    {
        var documents = new List<JsonElement>(1);
        try
        {
            var reader = new Utf8JsonReader(message, new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
                documents.Add(JsonElement.ParseValue(ref reader));
            return documents;
        }
        catch (JsonException unreadable)
        {
            throw new StreamLostException($"A message that is not JSON came: {unreadable.Message}", innerException: unreadable);
        }
    }
}
