using Microsoft.AspNetCore.Http;

namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>Stands before every route: who may ask, from where, and for how long.</summary>
public sealed class AccessGuard(DashboardToken token, SessionCookie session, TimeProvider machine)
{
    /// <summary>Sent by our page with every change: a form or an image of somebody else's page cannot send it.</summary>
    public const string PageHeader = "X-Pipeline";

    private const string BearerPrefix = "Bearer ";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        SecurityHeaders.Set(context.Response);
        if (Refusal(context) is var (status, why))
        {
            await Refusals.WriteAsync(context, status, why);
            return;
        }

        await AnswerAsync(context, next);
    }

    /// <summary>Whether the token or a session comes with it, still in force.</summary>
    public bool Knows(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return BearsToken(request) || session.IsIn(request);
    }

    private (int Status, string Why)? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (!RequestOrigin.NamesThisMachine(request))
            return (StatusCodes.Status403Forbidden, $"This dashboard answers as 127.0.0.1 or localhost only, not as {request.Host.Host}.");
        if (!RequestOrigin.IsOurPageOrNone(request))
            return (StatusCodes.Status403Forbidden, "Another site's page has asked; only the dashboard's own page may.");
        if (context.GetEndpoint()?.Metadata.GetMetadata<OpenToAllAttribute>() is not null)
            return null;
        if (!Knows(request))
            return (StatusCodes.Status401Unauthorized, "This needs the token of the home, or a session. Open the link that ./pipeline dashboard prints.");
        // A cookie goes along whoever asks: a change also needs what only our own page sends.
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        return changes && !BearsToken(request) && !(RequestOrigin.IsOurPage(request) && request.Headers.ContainsKey(PageHeader))
            ? (StatusCodes.Status403Forbidden, "A change must come from the dashboard's own page, or with the token.")
            : null;
    }

    private bool BearsToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } given] && given.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) && token.Matches(given[BearerPrefix.Length..].Trim());

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<LongLivedAttribute>() is not null)
        {
            await next(context);
            return;
        }

        var gone = context.RequestAborted;
        using var late = new CancellationTokenSource(Deadline, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !context.Response.HasStarted)
        {
            await Refusals.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"No answer within {Deadline.TotalSeconds:0} s; try again.");
        }
        catch (BadHttpRequestException wrong) when (!context.Response.HasStarted)
        {
            // Too large, too slow or cut off: the server's own answer would lack what every answer tells a browser.
            await Refusals.WriteAsync(context, wrong.StatusCode, wrong.Message);
        }
        finally
        {
            context.RequestAborted = gone;
        }
    }
}
