using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Pipeline.Hosting.Logging;

/// <summary>One line of a log file, as it lies on the disk and as <c>logs --json</c> prints it.</summary>
public sealed record LogLine
{
    /// <summary>Machine time, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<LogLevel>))]
    public required LogLevel Level { get; init; }
    public required string Process { get; init; }

    /// <summary>What happened, in words, without secrets.</summary>
    public required string Message { get; init; }

    /// <summary>Which message of which process it is: 1000 scanner, 2000 buyer, 3000 monitor, 4000 seller, 5000 orchestrator; null: it has none.</summary>
    public int? Event { get; init; }

    /// <summary>The type that said it.</summary>
    public string? Source { get; init; }

    /// <summary>The exception with its trace, without secrets.</summary>
    public string? Exception { get; init; }

    // For files and terminals, never for a page: quotation marks and umlauts may stay what they are.
    private static readonly LogLineJson Json = new(new JsonSerializerOptions(LogLineJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public string ToJson() => JsonSerializer.Serialize(this, Json.LogLine);

    /// <summary>Null when it is no line of ours: torn, or of another program.</summary>
    public static LogLine? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, Json.LogLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>JSON of the log.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogLine))]
internal sealed partial class LogLineJson : JsonSerializerContext;
