using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Pipeline.Orchestrator.Dashboard.Access;

namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary><c>/api/live</c>: server-sent events, one named event a changed panel. <c>/api/panels/NAME</c>: the newest picture of one.</summary>
/// <param name="stopping">Canceled when the host ends: no open stream may hold it up.</param>
public sealed class LiveRoutes(LiveHub hub, AccessGuard guard, TimeProvider machine, CancellationToken stopping) : IDashboardRoutes
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/live", FollowAsync).WithMetadata(new LongLivedAttribute());
        routes.MapGet("/api/panels/{name}", ReadAsync);
    }

    private async Task FollowAsync(HttpContext context)
    {
        using var watch = hub.TryWatch();
        if (watch is null)
        {
            await TooManyAsync(context);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        try
        {
            await WriteAllAsync(context, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The page was closed, or the host ends.
        }
        catch (TimeoutException)
        {
            // Who reads nothing for seconds is let go; a browser comes back by itself.
            context.Abort();
        }
    }

    private async Task WriteAllAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await WriteAsync(context, Encoding.UTF8.GetBytes("retry: 1000\n\n"), cancellationToken);
        var seen = 0L;
        // The session may end while the stream is open.
        while (guard.Knows(context.Request))
        {
            var (frames, changed) = hub.After(seen);
            var text = new MemoryStream();
            foreach (var frame in frames)
            {
                text.Write(Encoding.UTF8.GetBytes($"event: {frame.Panel}\ndata: "));
                text.Write(frame.Json.Span);
                text.Write("\n\n"u8);
                seen = frame.Version;
            }

            if (frames.Count == 0)
                text.Write(": quiet\n\n"u8);
            await WriteAsync(context, text.ToArray(), cancellationToken);
            await Task.WhenAny(changed, Task.Delay(Quiet, machine, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task WriteAsync(HttpContext context, byte[] bytes, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(bytes, cancellationToken).AsTask().WaitAsync(WritePatience, machine, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken).WaitAsync(WritePatience, machine, cancellationToken);
    }

    private async Task ReadAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (!hub.Knows(name))
        {
            await Refusals.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no panel {name}.");
            return;
        }

        using var watch = hub.TryWatch();
        if (watch is null)
        {
            await TooManyAsync(context);
            return;
        }

        while (true)
        {
            var (frames, changed) = hub.After(0);
            if (frames.FirstOrDefault(frame => frame.Panel == name) is { } frame)
            {
                context.Response.ContentType = "application/json; charset=utf-8";
                await context.Response.Body.WriteAsync(frame.Json, context.RequestAborted);
                return;
            }

            await changed.WaitAsync(context.RequestAborted);
        }
    }

    private static Task TooManyAsync(HttpContext context) =>
        Refusals.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"{LiveHub.MostWatching} pages look already; close one.");
}
