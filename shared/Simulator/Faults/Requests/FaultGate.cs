using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Http;

namespace Pipeline.Simulator.Faults.Requests;

/// <summary>Stands before everything but /sim: lets reply and wording faults happen to requests.</summary>
public sealed class FaultGate(FaultBoard board, SubjectReader subjects, RecentExecutions recent, TimeProvider machine)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (board.IsEmpty || context.Request.Path.StartsWithSegments("/sim", StringComparison.Ordinal) || !(board.Has<ReplyFault>() || board.Has<WordingFault>() || board.Has<AccountLagFault>()))
        {
            await next(context);
            return;
        }

        var subject = await subjects.ReadAsync(context);
        var faults = board.TakeAll<ReplyFault>(subject, wanted: (fault, taken) =>
            !(fault.Ends && taken.Any(before => before.Ends)) && !(fault.RevokesKeys && context.WebSockets.IsWebSocketRequest));
        var ending = faults.FirstOrDefault(fault => fault.Ends);
        await WaitAsync(context, faults.Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.DelayBefore));
        if (context.WebSockets.IsWebSocketRequest)
        {
            if (ending is null) await next(context);
            else await EndAsync(context, ending, []);
            return;
        }

        if (ending is { Booked: false })
        {
            await Task.Delay(Late(faults), machine, context.RequestAborted);
            await EndAsync(context, ending, []);
            return;
        }

        var wordings = ending is null ? Wordings(subject) : [];
        if (faults.Count + wordings.Count == 0) await next(context);
        else await ReplyAsync(context, next, ending, wordings, Late(faults));
    }

    private List<Action<JsonNode>> Wordings(FaultSubject subject)
    {
        var changes = board.TakeAll<WordingFault>(subject, wanted: (fault, _) => fault.Where != WordingPlace.Stream).Select(fault => fault.Change).ToList();
        if (board.Take<AccountLagFault>(subject) is { } lag) changes.Insert(0, account => recent.TakeBack(account, lag.Time));
        return changes;
    }

    private static TimeSpan Late(IReadOnlyList<ReplyFault> faults) => faults.Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.DelayAfter);

    /// <summary>Keeps the request waiting; a client that hangs up does not call it back.</summary>
    private async Task WaitAsync(HttpContext context, TimeSpan delay)
    {
        if (delay == TimeSpan.Zero) return;
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        context.RequestAborted = CancellationToken.None;
        await Task.Delay(delay, machine, CancellationToken.None);
    }

    private async Task ReplyAsync(HttpContext context, RequestDelegate next, ReplyFault? ending, List<Action<JsonNode>> wordings, TimeSpan late)
    {
        using var kept = new MemoryStream();
        var body = context.Response.Body;
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        await Task.Delay(late, machine, context.RequestAborted);
        var said = kept.ToArray();
        if (ending is not null)
        {
            await EndAsync(context, ending, said);
            return;
        }

        if (wordings.Count > 0) said = Reworded(said, wordings);
        if (said.Length > 0) context.Response.ContentLength = said.Length;
        await body.WriteAsync(said, context.RequestAborted);
    }

    private static byte[] Reworded(byte[] said, List<Action<JsonNode>> wordings)
    {
        try
        {
            if (said.Length == 0 || JsonNode.Parse(said) is not { } document) return said;
            foreach (var change in wordings) change(document);
            return Encoding.UTF8.GetBytes(document.ToJsonString());
        }
        catch (JsonException)
        {
            // Not JSON, so there is nothing to word differently.
            return said;
        }
    }

    private async Task EndAsync(HttpContext context, ReplyFault fault, byte[] said)
    {
        if (fault.Drops)
        {
            context.Abort();
            return;
        }

        // A reply without content cannot carry a page.
        var status = fault.Status != 0 ? fault.Status : context.Response.StatusCode == 204 && fault.Body == ReplyBody.Html ? 200 : context.Response.StatusCode;
        context.Response.Clear();
        context.Response.StatusCode = status;
        var headers = context.Response.Headers;
        if (fault.RetryAfter is { } seconds) headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (fault.RateHeaders) (headers["X-Ratelimit-Limit"], headers["X-Ratelimit-Remaining"], headers["X-Ratelimit-Reset"]) = ("200", "0", (machine.GetUtcNow().ToUnixTimeSeconds() + 1).ToString(CultureInfo.InvariantCulture));
        switch (fault.Body)
        {
            case ReplyBody.Html:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync($"<html><head><title>{status} {fault.Text}</title></head><body><h1>{status} {fault.Text}</h1></body></html>", context.RequestAborted);
                break;
            case ReplyBody.Truncated:
                context.Response.ContentType = "application/json; charset=UTF-8";
                await context.Response.Body.WriteAsync(said.AsMemory(0, said.Length / 2), context.RequestAborted);
                break;
            case ReplyBody.Json:
                await Reply.Of(status, new JsonObject { ["code"] = fault.Code, ["message"] = fault.Text }).WriteAsync(context.Response);
                break;
            case ReplyBody.Codeless:
                await Reply.Message(status, fault.Text).WriteAsync(context.Response);
                break;
        }
    }
}
