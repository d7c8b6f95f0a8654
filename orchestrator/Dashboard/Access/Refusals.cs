using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Pipeline.Orchestrator.Dashboard.Page;

namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>Answers that are a refusal: a page for a person who opens the address, JSON for everybody else.</summary>
public static class Refusals
{
    public static Task WriteAsync(HttpContext context, int status, string why)
    {
        ArgumentNullException.ThrowIfNull(context);
        SecurityHeaders.Set(context.Response);
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Plain.WriteAsync(context, status == StatusCodes.Status401Unauthorized ? "Sign in" : "Refused", why)
            : context.Response.WriteAsJsonAsync(new Refusal(why), RefusalJson.Default.Refusal, cancellationToken: CancellationToken.None);
    }
}

/// <summary>Why something was refused, in one sentence.</summary>
public sealed record Refusal(string Error);

/// <summary>JSON of refusals.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class RefusalJson : JsonSerializerContext;
