using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Http;

/// <summary>What goes back to a client.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">UTF-8 JSON, or null for none.</param>
public sealed record Reply(int Status, byte[]? Body)
{
    public static Reply Ok(JsonNode body) => Of(200, body);

    public static Reply Of(int status, JsonNode body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static Reply Of(Refusal refusal) => Of(refusal.Status, BodyOf(refusal));

    public static Reply Message(int status, string message) => Of(status, new JsonObject { ["message"] = message });

    /// <summary>The error object of a refusal: code, message and its details.</summary>
    public static JsonObject BodyOf(Refusal refusal)
    {
        var body = new JsonObject { ["code"] = refusal.Code, ["message"] = refusal.Message };
        foreach (var (name, value) in refusal.Details) body[name] = value;
        if (refusal.RelatedOrders.Count > 0)
            body["related_orders"] = new JsonArray([.. refusal.RelatedOrders.Select(id => (JsonNode)id.ToString())]);
        return body;
    }

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        if (Body is null) return;
        response.ContentType = "application/json; charset=UTF-8";
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, response.HttpContext.RequestAborted);
    }
}
