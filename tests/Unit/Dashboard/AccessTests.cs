using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Orchestrator.Dashboard.Access;

namespace Pipeline.Tests.Unit.Dashboard;

public sealed class AccessTests
{
    private static readonly string[] Open = ["/open/{code}", "/favicon.ico", "/assets/{**name}", "/health/live"];

    [Fact]
    public async Task No_route_but_those_that_tell_nothing_answers_without_a_token()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var nobody = dashboard.Client();
        using var guesser = dashboard.Client();
        guesser.DefaultRequestHeaders.Authorization = new("Bearer", new string('0', 64));
        var routes = dashboard.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        Assert.Equal(Open.Order(), routes.Where(IsOpen).Select(route => route.RoutePattern.RawText!).Order());
        Assert.True(routes.Count >= 12, $"{routes.Count} routes");
        foreach (var route in routes.Where(route => !IsOpen(route)))
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            foreach (var client in (HttpClient[])[nobody, guesser])
            {
                using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), route.RoutePattern.RawText!.Replace("{name}", "status", StringComparison.Ordinal)));
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {route.RoutePattern.RawText}: {answer.StatusCode}");
                Assert.StartsWith("""{"error":""", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        using var unknown = await nobody.GetAsync("api/nothing");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [Fact]
    public async Task A_link_opens_once_and_makes_a_session_that_scripts_and_other_sites_cannot_use()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        var link = await dashboard.LinkAsync();
        using var client = dashboard.Client();

        using var opened = await client.GetAsync(link);
        var cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using var again = await client.GetAsync(link);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        using var page = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_new_token_ends_every_session_and_the_old_token()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var browser = await dashboard.SignedInAsync();
        using var owner = dashboard.Client(withToken: true);
        using var before = await browser.GetAsync("/");

        using var renewed = await owner.PostAsync("api/token/renew", null);
        using var session = await browser.GetAsync("/");
        using var token = await owner.GetAsync("/");
        using var fresh = dashboard.Client(withToken: true);
        using var next = await fresh.GetAsync("/");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK],
            [before.StatusCode, renewed.StatusCode, session.StatusCode, token.StatusCode, next.StatusCode]);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.5:8080", HttpStatusCode.Forbidden)]
    [InlineData("localhost:9000", HttpStatusCode.OK)]
    [InlineData("[::1]:9000", HttpStatusCode.OK)]
    public async Task Only_names_of_this_machine_are_answered(string host, HttpStatusCode expected)
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var owner = dashboard.Client(withToken: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;

        using var answer = await owner.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Another_origin_is_refused_even_with_a_session_or_the_token()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var browser = await dashboard.SignedInAsync();
        using var owner = dashboard.Client(withToken: true);
        foreach (var origin in (string[])["https://evil.example", "null", $"http://127.0.0.1:{dashboard.Url.Port + 1}", $"http://localhost:{dashboard.Url.Port}"])
        {
            foreach (var (client, method) in ((HttpClient, HttpMethod)[])[(browser, HttpMethod.Get), (browser, HttpMethod.Post), (owner, HttpMethod.Post)])
            {
                using var request = new HttpRequestMessage(method, method == HttpMethod.Get ? "/" : "/api/controls/halt");
                request.Headers.Add("Origin", origin);
                request.Headers.Add(AccessGuard.PageHeader, "1");
                using var answer = await client.SendAsync(request);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            }
        }

        using var script = new HttpRequestMessage(HttpMethod.Get, "/api/panels/status");
        script.Headers.Add("Sec-Fetch-Site", "same-site");
        using var read = await browser.SendAsync(script);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        Assert.False(File.Exists(dashboard.Home.HaltFile));
    }

    [Fact]
    public async Task A_change_by_cookie_needs_what_only_our_page_sends()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var browser = await dashboard.SignedInAsync();
        async Task<HttpStatusCode> AskAsync(bool withOrigin, bool withHeader)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/links");
            if (withOrigin)
                request.Headers.Add("Origin", dashboard.Url.GetLeftPart(UriPartial.Authority));
            if (withHeader)
                request.Headers.Add(AccessGuard.PageHeader, "1");
            using var answer = await browser.SendAsync(request);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(false, false));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(true, false));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(false, true));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(true, true));
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_to_run_and_frame_nothing_of_others()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var owner = dashboard.Client(withToken: true);
        using var nobody = dashboard.Client();
        foreach (var (client, path, status) in ((HttpClient, string, int)[])
            [(owner, "/", 200), (owner, "/health/ready", 503), (owner, "/nothing", 404), (owner, "/api/links", 405), (nobody, "/", 401), (nobody, "/assets/theme.css", 200), (nobody, "/nothing", 401)])
        {
            using var answer = await client.GetAsync(path);
            Holds(answer, status);
        }

        using var large = await owner.PostAsync("api/controls/reduce", OpenDashboard.Json(new string('x', 20_000)));
        Holds(large, 413);
        using var malformed = await owner.PostAsync("api/controls/reduce", OpenDashboard.Json("<"));
        Holds(malformed, 400);
        Assert.DoesNotContain("unsafe", SecurityHeaders.ContentPolicy, StringComparison.Ordinal);
        Assert.All((string[])["default-src", "base-uri", "form-action", "frame-ancestors"], rule => Assert.Contains($"{rule} 'none'", SecurityHeaders.ContentPolicy, StringComparison.Ordinal));

        static void Holds(HttpResponseMessage answer, int status)
        {
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal(SecurityHeaders.ContentPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
            // Files of the program may be kept and asked after; whatever else is said is not.
            Assert.True(answer.Headers.CacheControl is { NoStore: true } || (status == 200 && answer.Headers.CacheControl is { NoCache: true }), $"{status}: {answer.Headers.CacheControl}");
        }
    }

    private static bool IsOpen(RouteEndpoint route) => route.Metadata.GetMetadata<OpenToAllAttribute>() is not null;
}
