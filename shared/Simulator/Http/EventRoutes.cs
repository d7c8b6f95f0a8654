using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v2/events/trades: the changes of orders as server-sent events, which the venue's client for Go listens to.</summary>
public sealed class EventRoutes(EventArchive archive, TimeProvider machine)
{
    private static readonly TimeSpan HeartbeatTime = TimeSpan.FromSeconds(15);

    /// <summary>True for paths whose answers do not end.</summary>
    public static bool IsEvents(PathString path) => path.StartsWithSegments("/v2/events", StringComparison.Ordinal);

    public void Map(IEndpointRouteBuilder routes, CancellationToken stopping) => routes.MapGet("/v2/events/trades", context => ServeAsync(context, stopping));

    private async Task ServeAsync(HttpContext context, CancellationToken stopping)
    {
        var query = new DataQuery(context.Request.Query, aroundTheClock: false);
        var (since, until) = (query.Moment("since"), query.Moment("until"));
        if (until is not null && since is null) throw DataQuery.Invalid("since is required if until is specified");
        var after = query.Text("since_id") is { } id ? SequenceOf(id) : since is null ? archive.Last : 0;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.WriteAsync(":welcome\n\n", ending.Token);
        await context.Response.Body.FlushAsync(ending.Token);
        try
        {
            while (true)
            {
                var more = archive.WaitAsync(after);
                foreach (var occurred in archive.Read(after))
                {
                    after = occurred.Sequence;
                    if (until is { } end && occurred.At > end) return;
                    if (since is null || occurred.At >= since) await WriteAsync(context.Response, occurred, ending.Token);
                }

                await context.Response.Body.FlushAsync(ending.Token);
                if (until is not null) return;
                await Task.WhenAny(more, Task.Delay(HeartbeatTime, machine, ending.Token));
                ending.Token.ThrowIfCancellationRequested();
                if (!more.IsCompleted) await context.Response.WriteAsync(":heartbeat\n\n", ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client went away, or we are told to end.
        }
    }

    private static async Task WriteAsync(HttpResponse response, ExchangeEvent occurred, CancellationToken cancellationToken)
    {
        if (occurred is not OrderChanged changed || TradeUpdateJson.Of(changed) is not { } data) return;
        var text = new JsonObject { ["event_id"] = IdOf(occurred), ["at"] = WireTime.Utc(occurred.At) };
        foreach (var (name, value) in data.ToList())
        {
            data.Remove(name);
            text[name] = value;
        }

        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"data: {text.ToJsonString()}\n\n"), cancellationToken);
    }

    /// <summary>Grows with time, as the venue's do.</summary>
    private static string IdOf(ExchangeEvent occurred) => "01" + occurred.Sequence.ToString("D24", CultureInfo.InvariantCulture);

    private static long SequenceOf(string id) =>
        id.Length == 26 && long.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : throw DataQuery.Invalid("invalid since_id");
}
