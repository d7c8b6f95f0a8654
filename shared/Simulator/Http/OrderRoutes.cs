using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v2/orders.</summary>
public static class OrderRoutes
{
    public static void Map(IEndpointRouteBuilder routes, EngineLoop engine)
    {
        routes.MapGet("/v2/orders", context => Answer(context, engine.Ask((venue, _) =>
            Reply.Ok(OrderQuery.Of(context.Request.Query).Select(venue.State.Orders)))));
        routes.MapGet("/v2/orders:by_client_order_id", context =>
        {
            var id = context.Request.Query["client_order_id"].ToString();
            return Answer(context, engine.Ask((venue, _) => Found(venue, venue.State.Orders.Find(id), id)));
        });
        routes.MapGet("/v2/orders/{id}", context =>
        {
            var id = Id(context);
            return Answer(context, engine.Ask((venue, _) => Found(venue, Guid.TryParse(id, out var guid) ? venue.State.Orders.Find(guid) : null, id)));
        });
        routes.MapPost("/v2/orders", async context =>
        {
            var request = OrderRequestReader.Order(await Body(context));
            await Answer(context, engine.Ask((venue, now) => Of(venue, venue.Submit(request, now))));
        });
        routes.MapPatch("/v2/orders/{id}", async context =>
        {
            var request = OrderRequestReader.Replace(await Body(context));
            var id = Id(context);
            await Answer(context, engine.Ask((venue, now) =>
                Guid.TryParse(id, out var guid) ? Of(venue, venue.Replace(guid, request, now)) : Missing(id)));
        });
        routes.MapDelete("/v2/orders/{id}", context =>
        {
            var id = Id(context);
            return Answer(context, engine.Ask((venue, now) =>
                !Guid.TryParse(id, out var guid) ? Missing(id)
                : venue.Cancel(guid, now) is { } refusal ? Reply.Of(refusal) : new Reply(204, null)));
        });
        routes.MapDelete("/v2/orders", context => Answer(context, engine.Ask((venue, now) => Reply.Of(207, CancelAll(venue, now)))));
    }

    /// <summary>Cancels every open order and tells what became of each.</summary>
    public static JsonArray CancelAll(TradingVenue venue, DateTimeOffset now)
    {
        var answers = new JsonArray();
        foreach (var order in venue.State.Orders.Open())
        {
            var refusal = venue.Cancel(order.Id, now);
            answers.Add((JsonNode)new JsonObject
            {
                ["id"] = order.Id.ToString(),
                ["status"] = refusal?.Status ?? 200,
                ["body"] = refusal is null ? OrderJson.Of(order) : Reply.BodyOf(refusal),
            });
        }

        return answers;
    }

    /// <exception cref="RefusedException">The body is not a JSON object.</exception>
    public static async Task<RequestBody> Body(HttpContext context) =>
        await RequestBody.ReadAsync(context.Request) ?? throw new RefusedException(new Refusal(400, 40010000, "request body format is invalid"));

    public static async Task Answer(HttpContext context, Task<Reply> reply) => await (await reply).WriteAsync(context.Response);

    private static Reply Of(TradingVenue venue, OrderAnswer answer) =>
        answer.Order is { } order ? Reply.Ok(OrderJson.Of(order, venue.State.Orders.LegsOf(order.Id))) : Reply.Of(answer.Refusal!);

    private static Reply Found(TradingVenue venue, Order? order, string id) =>
        order is null ? Missing(id) : Reply.Ok(OrderJson.Of(order, venue.State.Orders.LegsOf(order.Id)));

    private static Reply Missing(string id) => Reply.Of(Refusal.NotFound($"order not found for {id}"));

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
