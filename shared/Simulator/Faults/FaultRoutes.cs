using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Http;

namespace Pipeline.Simulator.Faults;

/// <summary>/sim/faults: switches faults on and off, and tells how often each happened.</summary>
public sealed class FaultRoutes(FaultBoard board, FaultEffects effects, EngineLoop engine)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sim/faults", ArmAsync);
        routes.MapPost("/sim/scenario", PlayAsync);
        routes.MapGet("/sim/faults", context => Reply.Ok(List()).WriteAsync(context.Response));
        routes.MapGet("/sim/faults/kinds", context => Reply.Ok(Kinds()).WriteAsync(context.Response));
        routes.MapDelete("/sim/faults", async context => await (await ClearAsync()).WriteAsync(context.Response));
        routes.MapDelete("/sim/faults/{id}", async context =>
        {
            var id = (string)context.Request.RouteValues["id"]!;
            var reply = await engine.Ask((venue, now) =>
            {
                if (board.All.FirstOrDefault(armed => armed.Id == id) is { } known) FaultEffects.Undo(venue, known, now);
                return board.Remove(id) ? new Reply(204, null) : Reply.Message(404, $"no fault {id}; GET /sim/faults lists what there is");
            });
            await reply.WriteAsync(context.Response);
        });
    }

    private static JsonObject Kinds() => new()
    {
        ["kinds"] = new JsonArray([.. FaultKinds.All.Values.Select(kind => (JsonNode)FaultJson.Of(kind))]),
        ["trigger"] = FaultJson.Of(CommonParameters.Trigger),
    };

    private JsonArray List() => board.Read((faults, now, machine) => new JsonArray([.. faults.Select(armed => (JsonNode)FaultJson.Of(armed, now, machine))]));

    private Task<Reply> ClearAsync() => engine.Ask((venue, now) =>
    {
        foreach (var armed in board.All) FaultEffects.Undo(venue, armed, now);
        board.Clear();
        return new Reply(204, null);
    });

    private async Task ArmAsync(HttpContext context)
    {
        if (await BodyAsync(context) is not { } body) return;
        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && kind.GetString() == "clear")
        {
            await ClearAsync();
            await Reply.Ok(new JsonObject { ["kind"] = "clear" }).WriteAsync(context.Response);
            return;
        }

        var problems = new List<InputProblem>();
        var single = body.ValueKind != JsonValueKind.Array;
        var orders = single
            ? [FaultReader.Read(body, "", problems)]
            : body.EnumerateArray().Select((item, index) => FaultReader.Read(item, $"[{index}]", problems)).ToList();
        if (problems.Count > 0)
        {
            await Reply.Of(400, FaultJson.Of(problems)).WriteAsync(context.Response);
            return;
        }

        var answer = await engine.Ask((venue, now) =>
        {
            var armed = board.Arm(orders!, now);
            effects.Reached(venue, now);
            return board.Read((_, _, machine) => armed.Select(fault => (JsonNode)FaultJson.Of(fault, now, machine)).ToArray());
        });
        await Reply.Ok(single ? answer[0] : new JsonArray(answer)).WriteAsync(context.Response);
    }

    /// <summary>Plays a scenario's faults from now on, in place of whatever was armed.</summary>
    private async Task PlayAsync(HttpContext context)
    {
        if (await BodyAsync(context) is not { } body) return;
        var problems = new List<InputProblem>();
        var scenario = ScenarioReader.Read(body, problems);
        if (scenario is { SaysHowToStart: true })
            problems.Add(new InputProblem("the scenario", "one that says how to start", "name, description, seed and faults, once the simulator runs; the rest with --scenario at its start"));
        if (problems.Count > 0)
        {
            await Reply.Of(400, FaultJson.Of(problems)).WriteAsync(context.Response);
            return;
        }

        var faults = await engine.Ask((venue, now) =>
        {
            foreach (var armed in board.All) FaultEffects.Undo(venue, armed, now);
            board.Restart(scenario!.Seed);
            var played = board.Arm(scenario.Faults, now);
            effects.Reached(venue, now);
            return board.Read((_, _, machine) => new JsonArray([.. played.Select(fault => (JsonNode)FaultJson.Of(fault, now, machine))]));
        });
        await Reply.Ok(new JsonObject { ["name"] = scenario!.Name, ["faults"] = faults }).WriteAsync(context.Response);
    }

    /// <summary>The JSON that was sent, or null once the sender was told that it is none.</summary>
    public static async Task<JsonElement?> BodyAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            await Reply.Message(400, $"the body is not JSON: {error.Message}").WriteAsync(context.Response);
            return null;
        }
    }
}
