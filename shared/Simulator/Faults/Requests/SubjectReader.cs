using System.Text.Json;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;

namespace Pipeline.Simulator.Faults.Requests;

/// <summary>Finds out what a request is about, as far as the armed faults ask.</summary>
public sealed class SubjectReader(FaultBoard board, EngineLoop engine)
{
    public async Task<FaultSubject> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "";
        var subject = new FaultSubject { Method = request.Method, Path = path, Client = request.Headers.UserAgent.ToString() };
        if (!board.All.Any(armed => armed.Order.Filter.AsksForOrder)) return subject;
        if (request.Method is "POST" && path == "/v2/orders") return await FromBodyAsync(request, subject);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["v2", "orders", var id] && Guid.TryParse(id, out var known))
            return await engine.Ask((venue, _) => venue.State.Orders.Find(known)) is { } order ? Of(order, subject) : subject;
        if (parts is ["v2", "positions" or "assets" or "stocks", var symbol, ..]) return subject with { Symbols = [Uri.UnescapeDataString(symbol)] };
        return subject with { Symbols = request.Query["symbols"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
    }

    /// <summary>What is known of an order.</summary>
    public static FaultSubject Of(Order order, FaultSubject? request = null) => (request ?? new FaultSubject()) with
    {
        Symbols = [order.Symbol],
        Side = WireNames.Of(order.Side),
        OrderClass = WireNames.Of(order.Class),
        OrderType = WireNames.Of(order.Type),
        Role = WireNames.Of(order.Role),
        ClientOrderId = order.ClientOrderId,
    };

    private static async Task<FaultSubject> FromBodyAsync(HttpRequest request, FaultSubject subject)
    {
        request.EnableBuffering();
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return subject;
            return subject with
            {
                Symbols = Text("symbol") is { } symbol ? [symbol] : [],
                Side = Text("side"),
                OrderClass = Text("order_class") is { Length: > 0 } named ? named : "simple",
                OrderType = Text("type"),
                Role = "entry",
                ClientOrderId = Text("client_order_id"),
            };

            string? Text(string name) => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            // The order endpoint says what is wrong with it.
            return subject;
        }
        finally
        {
            request.Body.Position = 0;
        }
    }
}
