using System.Globalization;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Http;

/// <summary>Stands before every route: keys, request budget, and refusals found while reading a request.</summary>
/// <param name="rateLimit">Trading requests a machine minute; 0 for no limit.</param>
public sealed class Gatekeeper(ApiKeys keys, TimeProvider machine, int rateLimit)
{
    // With no limit the headers still have to say something; nobody sends this many.
    private const int Unlimited = 1_000_000;
    private readonly Lock _gate = new();
    private long _window;
    private int _used;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith("/sim/", StringComparison.Ordinal) && context.Request.Host.Host is not ("127.0.0.1" or "localhost"))
        {
            // A web page that lets its own name point at this machine must not reach the switches.
            await Reply.Message(403, "the control surface answers to 127.0.0.1 and localhost only").WriteAsync(context.Response);
            return;
        }

        if (context.WebSockets.IsWebSocketRequest || !KeyRules.NeedsKeys(path))
        {
            await Guarded(context, next);
            return;
        }

        var headers = context.Request.Headers;
        if (!keys.Match(headers["APCA-API-KEY-ID"], headers["APCA-API-SECRET-KEY"]))
        {
            await Reply.Message(401, "unauthorized.").WriteAsync(context.Response);
        }
        else if (KeyRules.IsTrading(path) && !Spend(context.Response.Headers))
        {
            await Reply.Of(429, new JsonObject { ["code"] = 42910000, ["message"] = "rate limit exceeded" }).WriteAsync(context.Response);
        }
        else
        {
            await Guarded(context, next);
        }
    }

    private static async Task Guarded(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (RefusedException refused)
        {
            await Reply.Of(refused.Refusal).WriteAsync(context.Response);
        }
    }

    /// <summary>Takes one request from this minute's budget; false when it is used up.</summary>
    private bool Spend(IHeaderDictionary headers)
    {
        var now = machine.GetUtcNow().ToUnixTimeSeconds();
        var limit = rateLimit == 0 ? Unlimited : rateLimit;
        int remaining;
        lock (_gate)
        {
            if (_window != now / 60) (_window, _used) = (now / 60, 0);
            remaining = limit - ++_used;
        }

        headers["X-Ratelimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers["X-Ratelimit-Remaining"] = Math.Max(0, remaining).ToString(CultureInfo.InvariantCulture);
        headers["X-Ratelimit-Reset"] = (((now / 60) + 1) * 60).ToString(CultureInfo.InvariantCulture);
        return remaining >= 0;
    }
}
