using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>What the venue does with requests whatever they are about.</summary>
[Collection("Simulator")]
public sealed class WireMannersTests(SimulatorFixture simulator)
{
    private readonly HttpClient _client = simulator.Client;

    [Theory]
    [InlineData("GET", "/v2/nonsense", 404, 40410000)]
    [InlineData("GET", "/v2/options/contracts", 404, 40410000)]
    [InlineData("POST", "/v1beta1/nonsense", 404, 40410000)]
    [InlineData("DELETE", "/v2/clock", 405, null)]
    public async Task Answers_in_json_what_it_does_not_know(string method, string path, int status, int? code)
    {
        var answer = await _client.Call(new HttpMethod(method), path);

        Assert.Equal((status, code), (answer.Status, (int?)answer.Body!["code"]));
        Assert.NotEmpty(answer.Body["message"].Text());
    }

    [Theory]
    [InlineData("/v2/account")]
    [InlineData("/v1beta1/news")]
    [InlineData("/v1/corporate-actions")]
    [InlineData("/v1beta1/screener/stocks/movers")]
    public async Task Asks_for_keys_everywhere_but_on_crypto_data(string path)
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(simulator.Process.Url) };

        Assert.Equal((401, "unauthorized."), await stranger.Call(HttpMethod.Get, path) is var (status, body) ? (status, body!["message"].Text()) : default);
        Assert.Equal(200, (await stranger.Call(HttpMethod.Get, "/v1beta3/crypto/us/latest/bars?symbols=BTC/USD")).Status);
    }

    [Fact]
    public async Task Compresses_for_those_who_ask()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/assets");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await _client.SendAsync(request);
        await using var packed = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        var list = await JsonNode.ParseAsync(packed);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.Equal((await _client.Get("/v2/assets")).ToJsonString(), list!.ToJsonString());
    }

    [Fact]
    public async Task Does_nothing_for_head_and_options()
    {
        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v2/clock"));
        using var events = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v2/events/trades"));
        using var options = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/v2/orders"));

        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length));
        Assert.True(head.Content.Headers.ContentLength > 0);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, events.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
    }

    [Fact]
    public async Task Reads_booleans_decimals_and_times_the_way_dotnet_clients_write_them()
    {
        var symbol = (await _client.Get("/v2/assets"))[30]!["symbol"].Text();
        var order = $$"""{"symbol":"{{symbol}}","qty":10.000000000,"side":"buy","type":"market","time_in_force":"day","extended_hours":"False","client_order_id":"dotnet"}""";
        using var content = new StringContent(order, Encoding.UTF8, "text/plain");
        using var sent = await _client.PostAsync(new Uri("/v2/orders", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        var listed = await _client.Get($"/v2/orders?status=all&nested=True&symbols={symbol}&after=2026-01-05T00:00:00.0000000Z&until=2026-01-06T00:00:00.0000000Z");
        Assert.Equal("dotnet", listed[0]!["client_order_id"].Text());
        var (closed, half) = await _client.Call(HttpMethod.Delete, $"/v2/positions/{symbol}?percentage=50.000000000");
        Assert.Equal((200, "5"), (closed, half!["qty"].Text()));
        Assert.Equal(207, (await _client.Call(HttpMethod.Delete, "/v2/orders")).Status);
    }

    [Theory]
    [InlineData("BTC%2FUSD")]
    [InlineData("BTC/USD")]
    [InlineData("BTCUSD")]
    public async Task Finds_a_pair_however_a_client_writes_it(string symbol)
    {
        var asset = await _client.Get("/v2/assets/" + symbol);

        Assert.Equal(("BTC/USD", "crypto", "CRYPTO"), (asset["symbol"].Text(), asset["class"].Text(), asset["exchange"].Text()));
        Assert.Equal("BTC/USD", (await _client.Get("/v2/assets/" + asset["id"].Text()))["symbol"].Text());
        Assert.Equal("position does not exist", (await _client.Call(HttpMethod.Get, "/v2/positions/" + symbol)).Body!["message"].Text());
    }
}
