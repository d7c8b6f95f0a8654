using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/sim: what no exchange offers, for the orchestrator, checkers and tests.</summary>
public sealed class ControlRoutes(
    EngineLoop engine,
    VenueClock clock,
    EventArchive archive,
    Journal journal,
    string identity)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sim/health", context => Reply.Ok(new JsonObject
        {
            ["status"] = "ready",
            ["market"] = identity,
            ["time"] = WireTime.Utc(clock.Read().Time),
        }).WriteAsync(context.Response));
        routes.MapGet("/sim/clock", context => Clock(clock.Read()).WriteAsync(context.Response));
        routes.MapPost("/sim/clock/start", context => Adjust(context, changed => changed.Start()));
        routes.MapPost("/sim/clock/pause", context => Adjust(context, changed => changed.Pause()));
        routes.MapPost("/sim/clock/speed", context =>
            double.TryParse(context.Request.Query["x"], NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 100_000
                ? Adjust(context, changed => changed.SetSpeed(speed))
                : Reply.Message(422, "x must be above 0 and at most 100000").WriteAsync(context.Response));
        routes.MapPost("/sim/clock/jump", context =>
            double.TryParse(context.Request.Query["seconds"], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 604_800
                ? Adjust(context, changed => changed.JumpTo(changed.Read().Time.AddSeconds(seconds)))
                : Reply.Message(422, "seconds must be above 0 and at most 604800").WriteAsync(context.Response));
        routes.MapGet("/sim/events", Events);
    }

    private static Reply Clock(ClockReading reading) => Reply.Ok(new JsonObject
    {
        ["time"] = WireTime.Utc(reading.Time),
        ["speed"] = reading.Speed,
        ["running"] = reading.Running,
        ["generation"] = reading.Generation,
        ["ended"] = reading.Ended,
    });

    private async Task Adjust(HttpContext context, Action<VenueClock> change) =>
        await Clock(await engine.Adjust(change)).WriteAsync(context.Response);

    private async Task Events(HttpContext context)
    {
        var query = context.Request.Query["after"].ToString();
        long after = 0;
        if (query.Length > 0 && !long.TryParse(query, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            await Reply.Message(422, "after must be the sequence of an event").WriteAsync(context.Response);
            return;
        }

        var text = new StringBuilder();
        foreach (var occurred in archive.Read(after))
            text.Append(JsonSerializer.Serialize(JournalEntry.Of(occurred, journal.WrittenAt(occurred.Sequence)), JournalJson.Instance.JournalEntry)).Append('\n');
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }
}
