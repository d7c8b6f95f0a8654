using System.Text.Json;
using Pipeline.Broker.Json;

namespace Pipeline.Broker.Rest;

/// <summary>The venue's error body: a numeric code, when there is one, and a text.</summary>
internal sealed record VenueError(int? Code, string Text)
{
    private const int NotFoundCode = 40410000;
    private static readonly string[] NotFoundTexts = ["order not found for ", "position does not exist", "symbol not found: "];

    /// <summary>The venue says that what was asked for is not there; a path that is not there is another matter (wire contract, section 5).</summary>
    public bool SaysNotFound => Code == NotFoundCode
        ? !Text.StartsWith("endpoint not found", StringComparison.OrdinalIgnoreCase)
        : Code is null && NotFoundTexts.Any(text => Text.StartsWith(text, StringComparison.OrdinalIgnoreCase));

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
