using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Http;

/// <summary>Answers what no route takes: JSON for unknown paths and methods, harmless answers to HEAD and OPTIONS.</summary>
public static class WireFallback
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
            context.Response.StatusCode = 204;
            return;
        }

        // The server leaves the body of an answer to HEAD out by itself. Events have no end to wait for.
        if (HttpMethods.IsHead(context.Request.Method) && !EventRoutes.IsEvents(context.Request.Path)) context.Request.Method = HttpMethods.Get;
        await next(context);
        if (context.Response.HasStarted || context.WebSockets.IsWebSocketRequest) return;
        switch (context.Response.StatusCode)
        {
            case 404 when context.Response.ContentType is null:
                await Reply.Of(404, new JsonObject { ["code"] = 40410000, ["message"] = "endpoint not found." }).WriteAsync(context.Response);
                break;
            case 405 when context.Response.ContentType is null:
                await Reply.Message(405, "method not allowed").WriteAsync(context.Response);
                break;
        }
    }
}
