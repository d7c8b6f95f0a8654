using System.Text.Json;

namespace Pipeline.Broker.Streams;

/// <summary>One step towards the wanted subscription.</summary>
internal sealed record SubscriptionRequest(bool Subscribe, IReadOnlyList<StreamChannel> Channels)
{
    /// <summary>Only the kinds that change are named; the venue leaves the others as they are.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("action", Subscribe ? "subscribe" : "unsubscribe");
        foreach (var kind in Channels.GroupBy(channel => channel.Kind))
        {
            json.WriteStartArray(kind.Key);
            foreach (var channel in kind)
                json.WriteStringValue(channel.Name);
            json.WriteEndArray();
        }
    }
}
