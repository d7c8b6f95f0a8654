using System.Text.Json;
using Pipeline.Broker.Json;

namespace Pipeline.Broker.Rest;

/// <summary>The venue's error body: a numeric code, when there is one, and a text.</summary>
internal sealed record VenueError(int? Code, string Text)
{
    /// <summary>Null when the body is not a JSON object: such an answer does not come from the venue's own rules.</summary>
    public static VenueError? Read(VenueAnswer.Answered answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var error = document.RootElement;
            if (error.ValueKind != JsonValueKind.Object)
                return null;
            var text = error.Text("message") ?? answer.Excerpt();
            return new VenueError(error.Number("code"), error.Text("reject_reason") is { Length: > 0 } reason ? $"{text}: {reason}" : text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
