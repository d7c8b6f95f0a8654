using System.Net;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Dashboard;

public sealed class ControlRouteTests
{
    [Fact]
    public async Task A_halt_holds_though_there_are_no_streams_and_says_that_they_were_not_told()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var owner = dashboard.Client(withToken: true);

        using var answer = await owner.PostAsync("api/controls/halt", OpenDashboard.Json("""{"reason":"two\nlines"}"""));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("no entry will leave", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("two lines (by the operator", new HaltLatch(dashboard.Home).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"confirm":"flatten"}""")]
    [InlineData("""{"symbol":"AAPL","confirm":"FLATTEN"}""")]
    [InlineData("""{"symbol":"not a symbol","confirm":"not a symbol"}""")]
    [InlineData("""{"confirm":"FLATTEN","unknown":1}""")]
    [InlineData("""["FLATTEN"]""")]
    [InlineData("null")]
    [InlineData("FLATTEN")]
    public async Task Nothing_is_left_or_halted_unless_it_is_typed_out(string body)
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var owner = dashboard.Client(withToken: true);

        using var answer = await owner.PostAsync("api/controls/flatten", OpenDashboard.Json(body));
        using var empty = await owner.PostAsync("api/controls/flatten", null);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.StatusCode, empty.StatusCode));
        Assert.False(File.Exists(dashboard.Home.HaltFile));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_not_read(bool inPieces)
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var owner = dashboard.Client(withToken: true);
        owner.DefaultRequestHeaders.TransferEncodingChunked = inPieces;

        using var answer = await owner.PostAsync("api/controls/halt", OpenDashboard.Json($$"""{"reason":"{{new string('x', 20_000)}}"}"""));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.False(File.Exists(dashboard.Home.HaltFile));
    }

    [Fact]
    public async Task A_body_that_comes_in_pieces_is_read_too()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var owner = dashboard.Client(withToken: true);
        owner.DefaultRequestHeaders.TransferEncodingChunked = true;

        using var answer = await owner.PostAsync("api/controls/halt", OpenDashboard.Json("""{"reason":"in pieces"}"""));
        using var wrong = await owner.PostAsync("api/controls/resume", OpenDashboard.Json("<"));

        Assert.StartsWith("in pieces (by the operator", new HaltLatch(dashboard.Home).Reason, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.True(File.Exists(dashboard.Home.HaltFile));
    }

    [Fact]
    public async Task A_body_that_does_not_come_does_nothing_and_is_answered_in_time()
    {
        var machine = new RungTime();
        await using var dashboard = await OpenDashboard.StartAsync(machine, loggers: null);
        var head = $"POST /api/controls/halt HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {File.ReadAllText(DashboardToken.PathIn(dashboard.Home))}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{";

        var asking = dashboard.SayAsync(head);
        await Eventually.Holds("the deadline to run", () => machine.IsAwaited);
        machine.Ring();

        Assert.StartsWith("HTTP/1.1 503", await asking, StringComparison.Ordinal);
        Assert.False(File.Exists(dashboard.Home.HaltFile));
    }
}
