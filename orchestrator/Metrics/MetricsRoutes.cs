using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pipeline.Orchestrator.Dashboard;

namespace Pipeline.Orchestrator.Metrics;

/// <summary><c>/metrics</c>: the figures of all processes for Prometheus; they tell of the account, so they need the token.</summary>
public sealed class MetricsRoutes(MetricsBoard board) : IDashboardRoutes
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", (HttpContext context) =>
    {
        context.Response.ContentType = PrometheusText.ContentType;
        return context.Response.WriteAsync(PrometheusText.Of(board.Read()), context.RequestAborted);
    });
}
