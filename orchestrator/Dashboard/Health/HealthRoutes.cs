using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pipeline.Orchestrator.Commands;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Dashboard.Health;

/// <summary><c>/health/live</c>: the orchestrator answers; open to all. <c>/health/ready</c>: 200 when all that should run is ready, 503 otherwise, with the status; needs the token.</summary>
/// <param name="status">The supervisor's last word; null before the first.</param>
public sealed class HealthRoutes(Func<StatusSnapshot?> status, TimeProvider machine) : IDashboardRoutes
{
    /// <summary>The supervisor speaks each second; one that has not for so long does not supervise.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", LiveAsync).WithMetadata(new OpenToAllAttribute());
        routes.MapGet("/health/ready", ReadyAsync);
    }

    private Task LiveAsync(HttpContext context) => WriteAsync(context, Fresh() is not null, new HealthAnswer(Fresh() is not null, null));

    private Task ReadyAsync(HttpContext context)
    {
        var ready = Fresh() is { } fresh && StatusCommand.ExitCodeOf(fresh) == Hosting.ExitCodes.Done;
        return WriteAsync(context, ready, new HealthAnswer(ready, status()));
    }

    private StatusSnapshot? Fresh() => status() is { } last && machine.GetUtcNow() - last.At < Stale ? last : null;

    private static Task WriteAsync(HttpContext context, bool good, HealthAnswer health)
    {
        context.Response.StatusCode = good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(health, HealthJson.Default.HealthAnswer, cancellationToken: context.RequestAborted);
    }

    /// <summary>What a probe is told.</summary>
    /// <param name="Healthy">What was asked for holds.</param>
    /// <param name="Status">The details; left out where they are nobody's business.</param>
    internal sealed record HealthAnswer(bool Healthy, StatusSnapshot? Status);
}

/// <summary>JSON of the health routes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthRoutes.HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
