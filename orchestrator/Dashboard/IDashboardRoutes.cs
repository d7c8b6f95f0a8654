using Microsoft.AspNetCore.Routing;

namespace Pipeline.Orchestrator.Dashboard;

/// <summary>Routes of the dashboard's host: each part of the orchestrator that answers over HTTP brings its own.</summary>
/// <remarks>
/// A route needs the token (or a session) unless it is marked with <see cref="Access.OpenToAllAttribute"/>; nothing has to be done for that. It is given ten seconds, after which
/// <c>HttpContext.RequestAborted</c> is canceled, unless it is marked with <see cref="Access.LongLivedAttribute"/>. It must never wait for the supervision, nor make it wait.
/// </remarks>
public interface IDashboardRoutes
{
    void Map(IEndpointRouteBuilder routes);
}
