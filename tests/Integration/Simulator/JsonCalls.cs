using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>Short forms of the calls a client makes.</summary>
public static class JsonCalls
{
    public static async Task<JsonNode> Get(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"GET {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public static Task<(int Status, JsonNode? Body)> Post(this HttpClient client, string path, string body) => client.Call(HttpMethod.Post, path, body);

    public static async Task<(int Status, JsonNode? Body)> Call(this HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        // Known clients send JSON as plain text.
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "text/plain");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Last traded price of a symbol.</summary>
    public static async Task<decimal> Price(this HttpClient client, string symbol) =>
        (await client.Get($"/v2/stocks/{symbol}/trades/latest"))["trade"]!["p"]!.GetValue<decimal>();

    /// <summary>The body of a bracket order for ten shares around a price.</summary>
    public static string Bracket(string symbol, decimal price, string id) =>
        FormattableString.Invariant($$$"""{"symbol":"{{{symbol}}}","qty":10,"side":"buy","type":"limit","time_in_force":"gtc","limit_price":"{{{decimal.Round(price * 1.01m, 2)}}}","order_class":"bracket","client_order_id":"{{{id}}}","take_profit":{"limit_price":{{{decimal.Round(price * 1.1m, 2)}}}},"stop_loss":{"stop_price":"{{{decimal.Round(price * 0.95m, 2)}}}"}}""");

    public static string Text(this JsonNode? node) => node!.GetValue<string>();
}
