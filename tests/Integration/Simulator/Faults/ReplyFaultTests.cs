using System.Net;

namespace Pipeline.Tests.Integration.Simulator.Faults;

public sealed class ReplyFaultTests(FaultBench bench) : IClassFixture<FaultBench>, IAsyncLifetime
{
    public Task InitializeAsync() => bench.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Drops_the_connection_before_the_venue_sees_the_order()
    {
        await bench.ArmAsync("""{"kind":"drop-before-booking"}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => bench.BuyAsync(bench.FreshSymbol(), "unseen"));

        Assert.Null(await bench.StatusAsync("unseen"));
    }

    [Fact]
    public async Task Answers_429_with_and_without_headers()
    {
        await bench.ArmAsync("""{"kind":"rate-limit","retry_after":7}""");
        using var told = await GetAsync("/v2/positions");
        await bench.ArmAsync("""{"kind":"rate-limit","headers":false,"body":"codeless","text":"too many requests."}""");
        using var bare = await GetAsync("/v2/positions");

        Assert.Equal((HttpStatusCode.TooManyRequests, "0", "7"), (told.StatusCode, told.Headers.GetValues("X-Ratelimit-Remaining").Single(), told.Headers.GetValues("Retry-After").Single()));
        Assert.Equal("""{"code":42910000,"message":"rate limit exceeded"}""", await told.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.TooManyRequests, false), (bare.StatusCode, bare.Headers.Contains("X-Ratelimit-Remaining")));
        Assert.Equal("""{"message":"too many requests."}""", await bare.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/v2/positions")).StatusCode);
    }

    [Fact]
    public async Task Sends_a_page_an_empty_body_or_half_of_one()
    {
        await bench.ArmAsync("""{"kind":"html-page","method":"GET","path":"/v2/account"}""");
        using var page = await GetAsync("/v2/account");
        await bench.ArmAsync("""{"kind":"empty-body","method":"GET","path":"/v2/account"}""");
        using var empty = await GetAsync("/v2/account");
        await bench.ArmAsync("""{"kind":"truncated-body","method":"GET","path":"/v2/account"}""");
        using var half = await GetAsync("/v2/account");

        Assert.Equal((HttpStatusCode.BadGateway, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("<html>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, ""), (empty.StatusCode, await empty.Content.ReadAsStringAsync()));
        var cut = await half.Content.ReadAsStringAsync();
        Assert.StartsWith("{\"id\":", cut, StringComparison.Ordinal);
        Assert.False(cut.EndsWith('}'));
    }

    [Fact]
    public async Task Books_the_order_behind_a_page_and_after_the_client_has_hung_up()
    {
        await bench.ArmAsync("""{"kind":"html-page","booked":true,"status":500}""");
        var (first, second) = (bench.FreshSymbol(), bench.FreshSymbol());
        var body = JsonCalls.Bracket(first, await bench.Client.Price(first), "behind-a-page");
        using (var page = await bench.Client.PostAsync(new Uri("/v2/orders", UriKind.Relative), new StringContent(body))) Assert.Equal(500, (int)page.StatusCode);
        Assert.NotNull(await bench.StatusAsync("behind-a-page"));

        var slow = JsonCalls.Bracket(second, await bench.Client.Price(second), "hung-up");
        await bench.ArmAsync("""{"kind":"delay-before-booking","milliseconds":400}""");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        using var content = new StringContent(slow);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Client.PostAsync(new Uri("/v2/orders", UriKind.Relative), content, patience.Token));
        Assert.Null(await bench.StatusAsync("hung-up"));
        await TestKit.Eventually.Holds("the order the client gave up on", async () => await bench.StatusAsync("hung-up") is not null);
    }

    [Fact]
    public async Task Refuses_new_orders_with_the_code_and_text_it_is_given()
    {
        await bench.ArmAsync("""{"kind":"refuse-orders","status":422,"code":42210000,"text":"asset \"X\" cannot be sold short","for":60}""");

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (status, body) = await bench.BuyAsync(bench.FreshSymbol(), "refused");
            Assert.Equal((422, 42210000, "asset \"X\" cannot be sold short"), (status, body!["code"]!.GetValue<int>(), body["message"].Text()));
        }

        Assert.Null(await bench.StatusAsync("refused"));
    }

    [Fact]
    public async Task Revokes_the_key_for_requests_and_streams_until_told_otherwise()
    {
        var id = await bench.ArmAsync("""{"kind":"key-revoked"}""");

        var (status, body) = await bench.Client.Call(HttpMethod.Get, "/v2/account");
        await using var trading = await StreamClient.ConnectAsync(bench.Process, "/stream");
        await trading.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await trading.Item("the refusal", message => (string?)message["data"]!["status"] == "unauthorized");
        await using var data = await StreamClient.ConnectAsync(bench.Process, "/v2/sip");
        await data.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await data.Item("the refusal", item => (int?)item["code"] == 402);

        Assert.Equal((401, """{"message":"unauthorized."}"""), (status, body!.ToJsonString()));
        await bench.Client.Call(HttpMethod.Delete, "/sim/faults/" + id);
        Assert.Equal(200, (await bench.Client.Call(HttpMethod.Get, "/v2/account")).Status);
    }

    [Fact]
    public async Task Takes_connections_and_closes_them_during_an_outage()
    {
        await bench.ArmAsync("""{"kind":"outage","path":"/v2/account*","for_machine":0.4}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => bench.Client.Get("/v2/account"));
        Assert.Equal(200, (await bench.Client.Call(HttpMethod.Get, "/v2/positions")).Status);
        await TestKit.Eventually.Holds("the end of the outage", async () =>
        {
            try
            {
                return (await bench.Client.Call(HttpMethod.Get, "/v2/account")).Status == 200;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task Says_what_nobody_has_heard_of()
    {
        var symbol = bench.FreshSymbol();
        await bench.ArmAsync("""{"kind":"unknown-text","field":"status","value":"transmogrified","method":"POST","path":"/v2/orders"}""");
        Assert.Equal("transmogrified", (await bench.BuyAsync(symbol, "strange")).Body!["status"].Text());
        await bench.ArmAsync("""{"kind":"extra-fields","path":"/v2/account"}""");
        Assert.NotNull((await bench.Client.Get("/v2/account"))["a_new_field"]);
        await bench.ArmAsync("""{"kind":"missing-field","field":"cash","path":"/v2/account"}""");
        Assert.False((await bench.Client.Get("/v2/account")).AsObject().ContainsKey("cash"));
        await bench.ArmAsync("""{"kind":"null-field","field":"cash","path":"/v2/account"}""");
        Assert.Null((await bench.Client.Get("/v2/account"))["cash"]);
    }

    [Fact]
    public async Task Shows_a_clock_that_is_wrong()
    {
        await bench.ArmAsync("""{"kind":"clock-skew","seconds":-3.5}""");

        Assert.Equal("2026-01-05T09:59:56.5-05:00", (await bench.Client.Get("/v2/clock"))["timestamp"].Text());
    }

    private Task<HttpResponseMessage> GetAsync(string path) => bench.Client.GetAsync(new Uri(path, UriKind.Relative));
}
