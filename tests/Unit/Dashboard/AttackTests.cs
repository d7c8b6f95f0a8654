using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Logging;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Broker;

namespace Pipeline.Tests.Unit.Dashboard;

/// <summary>What somebody would try who is on the same machine, or whose page is open in the operator's browser.</summary>
public sealed class AttackTests
{
    private const string Ours = "Host: 127.0.0.1\r\n";

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n", 403)]
    [InlineData("GET / HTTP/1.1\r\nHost: \r\n", 403)]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n", 403)]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\n" + Ours, 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n" + Ours, 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: 127.0.0.1\r\n", 403)]
    [InlineData("GET / HTTP/1.1\r\n" + Ours, 200)]
    public async Task Whom_a_request_takes_us_for_is_what_it_says_in_one_place(string head, int status)
    {
        await using var dashboard = await OpenDashboard.StartAsync();

        var answer = await dashboard.SayAsync($"{head}Authorization: Bearer {TokenOf(dashboard)}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/assets/../", 401)]
    [InlineData("/assets/%2e%2e/", 401)]
    [InlineData("/assets/../../../../etc/passwd", 401)]
    [InlineData("/assets/..%2findex.html", 404)]
    [InlineData("/assets/index.html", 404)]
    [InlineData("/assets//etc/passwd", 404)]
    [InlineData("/assets/theme.css", 200)]
    public async Task Nobody_leaves_the_folder_of_files_that_are_open_to_all(string path, int status)
    {
        await using var dashboard = await OpenDashboard.StartAsync();

        var answer = await dashboard.SayAsync($"GET {path} HTTP/1.1\r\n{Ours}Connection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        await using var dashboard = await OpenDashboard.StartAsync();

        var answer = await dashboard.SayAsync($"GET / HTTP/1.1\r\n{Ours}X-Long: {new string('x', 64 * 1024)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_address_says_is_shown_as_text()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var browser = dashboard.Client();
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        using var answer = await browser.GetAsync("/assets/<img src=x onerror=alert(1)>");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("&lt;img", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_counts_nowhere_but_in_its_header()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        var token = TokenOf(dashboard);
        using var nobody = dashboard.Client();
        foreach (var path in (string[])[$"/?token={token}", $"/?access_token={token}", $"/api/panels/status?authorization=Bearer%20{token}", $"/open/{token}"])
        {
            using var answer = await nobody.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var form = await nobody.PostAsync("api/controls/halt", new FormUrlEncodedContent([new("token", token), new("reason", "form")]));
        nobody.DefaultRequestHeaders.Add("Cookie", $"{dashboard.Session.Name}={token}; token={token}");
        using var cookie = await nobody.GetAsync("/");
        using var twice = new HttpRequestMessage(HttpMethod.Get, "/");
        twice.Headers.TryAddWithoutValidation("Authorization", ["Bearer 0", $"Bearer {token}"]);
        using var two = await nobody.SendAsync(twice);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [form.StatusCode, cookie.StatusCode, two.StatusCode]);
        Assert.False(File.Exists(dashboard.Home.HaltFile));
    }

    [Fact]
    public async Task No_address_that_is_only_opened_changes_anything()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        var token = TokenOf(dashboard);
        using var owner = dashboard.Client(withToken: true);
        owner.DefaultRequestHeaders.Add("X-HTTP-Method-Override", "POST");
        var changing = dashboard.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods is not ["GET"]).ToList();

        Assert.True(changing.Count >= 7, $"{changing.Count} routes");
        foreach (var route in changing)
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Put])
            {
                using var answer = await owner.SendAsync(new HttpRequestMessage(method, route.RoutePattern.RawText));
                Assert.True(answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {route.RoutePattern.RawText}: {answer.StatusCode}");
            }
        }

        Assert.False(File.Exists(dashboard.Home.HaltFile));
        Assert.Equal(token, TokenOf(dashboard));
    }

    [Fact]
    public async Task No_other_site_is_let_read_or_ask_beforehand()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var browser = await dashboard.SignedInAsync();
        foreach (var (method, origin) in ((HttpMethod, string)[])[(HttpMethod.Options, "https://evil.example"), (HttpMethod.Options, Origin(dashboard)), (HttpMethod.Get, Origin(dashboard))])
        {
            using var request = new HttpRequestMessage(method, "/api/panels/status");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", AccessGuard.PageHeader);
            using var answer = await browser.SendAsync(request);
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_session_is_made_by_us_for_this_home_and_ends()
    {
        var time = new StoppedTime(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        await using var dashboard = await OpenDashboard.StartAsync(time, loggers: null);
        await using var other = await OpenDashboard.StartAsync(time, loggers: null);
        var (mine, theirs) = (await CookieAsync(dashboard, chosen: "fixed"), await CookieAsync(other, chosen: null));
        async Task<HttpStatusCode> WithAsync(string value)
        {
            using var client = dashboard.Client();
            client.DefaultRequestHeaders.Add("Cookie", $"{dashboard.Session.Name}={value}");
            using var answer = await client.GetAsync("/");
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await WithAsync(mine));
        foreach (var wrong in (string[])["fixed", theirs, mine[..^4], mine[..32], (mine[0] == 'B' ? 'C' : 'B') + mine[1..], mine + mine, ""])
            Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(wrong));
        time.Pass(TimeSpan.FromDays(7));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(mine));
    }

    [Fact]
    public async Task A_link_opens_nothing_after_its_time()
    {
        var time = new StoppedTime(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        await using var dashboard = await OpenDashboard.StartAsync(time, loggers: null);
        using var client = dashboard.Client();
        var link = await dashboard.LinkAsync();

        time.Pass(OneTimeCodes.Validity);
        using var late = await client.GetAsync(link);

        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.False(late.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Neither_token_nor_link_nor_session_nor_lines_of_others_are_logged_however_much_is()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(leastFree: 0);
        string[] secrets;
        using (var log = StageLogging.Create(home, "orchestrator", toTerminal: false))
        {
            log.Level = LogLevel.Trace;
            await using var dashboard = await OpenDashboard.StartAsync(TimeProvider.System, log);
            using var owner = dashboard.Client(withToken: true);
            var unopened = await dashboard.LinkAsync();
            await dashboard.SayAsync($"GET {unopened} HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            secrets = [TokenOf(dashboard), unopened[6..], await CookieAsync(dashboard, chosen: null), "forged line"];
            using var asked = await owner.PostAsync("api/controls/flatten", OpenDashboard.Json("""{"symbol":"X\nforged line","confirm":"X"}"""));
        }

        var logged = string.Concat(Directory.GetFiles(home.Logs).Select(File.ReadAllText));
        Assert.Contains("Asked at the dashboard", logged, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, logged, StringComparison.Ordinal));
    }

    /// <summary>The value of the cookie that a link makes.</summary>
    /// <param name="chosen">What a browser brings already; null: none.</param>
    private static async Task<string> CookieAsync(OpenDashboard dashboard, string? chosen)
    {
        using var client = dashboard.Client();
        if (chosen is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"{dashboard.Session.Name}={chosen}");
        using var opened = await client.GetAsync(await dashboard.LinkAsync());
        return Assert.Single(opened.Headers.GetValues("Set-Cookie")).Split(';')[0].Split('=', 2)[1];
    }

    private static string TokenOf(OpenDashboard dashboard) => File.ReadAllText(DashboardToken.PathIn(dashboard.Home));

    private static string Origin(OpenDashboard dashboard) => dashboard.Url.GetLeftPart(UriPartial.Authority);
}
