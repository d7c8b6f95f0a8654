using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pipeline.Orchestrator.Dashboard.Page;

namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>How a person gets in: a one-time link makes a session; and out.</summary>
public sealed class AccessRoutes(DashboardToken token, OneTimeCodes codes, SessionCookie session) : IDashboardRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/open/{code}", Open).WithMetadata(new OpenToAllAttribute());
        routes.MapPost("/api/links", MakeAsync);
        routes.MapPost("/api/session/end", End);
        routes.MapPost("/api/token/renew", Renew);
    }

    private Task Open(HttpContext context)
    {
        // A reload, or a browser that looked ahead, finds itself signed in already.
        if (codes.TryRedeem((string)context.Request.RouteValues["code"]!))
            session.Give(context.Response);
        else if (!session.IsIn(context.Request))
            return Refusals.WriteAsync(context, StatusCodes.Status401Unauthorized, "This link was opened before, or is older than ten minutes. Get another one: ./pipeline dashboard");
        // Not a redirect: a strict cookie does not go along with one that began on another site's page.
        return Plain.WriteAsync(context, "Opening", "The dashboard opens.", goTo: "/");
    }

    private Task MakeAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(new OneTimeLink($"/open/{codes.Make()}", (int)OneTimeCodes.Validity.TotalSeconds), AccessJson.Default.OneTimeLink, cancellationToken: context.RequestAborted);

    private Task End(HttpContext context)
    {
        session.Take(context.Response);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task Renew(HttpContext context)
    {
        token.Renew();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}

/// <summary>A link that opens the dashboard once.</summary>
/// <param name="Path">To be put behind the dashboard's address.</param>
/// <param name="Seconds">How long it can be used.</param>
public sealed record OneTimeLink(string Path, int Seconds);

/// <summary>JSON of the access routes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OneTimeLink))]
internal sealed partial class AccessJson : JsonSerializerContext;
