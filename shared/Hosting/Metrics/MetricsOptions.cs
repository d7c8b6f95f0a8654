using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Metrics;

/// <summary>Settings of section <c>Metrics</c>: where figures go beside <c>/metrics</c>.</summary>
public sealed class MetricsOptions : IValidatableObject
{
    public const string Section = "Metrics";

    /// <summary>Address of an OpenTelemetry collector (OTLP over gRPC, such as http://127.0.0.1:4317); empty: nothing is sent and nothing of it is loaded.</summary>
    public string OtlpEndpoint { get; init; } = "";

    /// <summary>Seconds of the machine between two sendings to the collector.</summary>
    [Range(1, 3600)]
    public int OtlpSeconds { get; init; } = 15;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint.Length > 0 && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)))
            yield return new ValidationResult("An http or https address such as http://127.0.0.1:4317, or nothing.", [nameof(OtlpEndpoint)]);
    }
}
