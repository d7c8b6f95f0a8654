using System.Text.Json;

namespace Pipeline.Tests.NatsClient.Foreign;

/// <summary>A message as the other client read it.</summary>
public sealed record ForeignMessage(string Subject, byte[] Data, IReadOnlyDictionary<string, string[]> Headers, int Code, ulong Sequence, int Deliveries)
{
    public static ForeignMessage Of(JsonElement message) => new(
        message.GetProperty("subject").GetString()!,
        message.GetProperty("data").GetBytesFromBase64(),
        message.GetProperty("headers").Deserialize<Dictionary<string, string[]>>()!,
        message.GetProperty("code").GetInt32(),
        message.GetProperty("seq").GetUInt64(),
        message.GetProperty("deliveries").GetInt32());
}
