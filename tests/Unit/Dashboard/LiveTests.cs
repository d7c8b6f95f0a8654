using System.Net;
using System.Text;
using Pipeline.Orchestrator.Dashboard.Live;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Dashboard;

public sealed class LiveTests
{
    [Fact]
    public async Task Each_picture_is_sent_once_to_who_looks_and_a_failing_panel_is_shown_as_such()
    {
        var good = new ByHand("good");
        await using var dashboard = await OpenDashboard.StartAsync(good, new Broken());
        using var owner = dashboard.Client(withToken: true);
        using var stream = await owner.GetStreamAsync("api/live");
        using var reader = new StreamReader(stream);

        await good.Looked.InTime("the panel to be run");
        good.Show("""{"n":1}""");
        Assert.Contains("""{"n":1}""", await ReadUntilAsync(reader, "event: good"), StringComparison.Ordinal);
        good.Show("""{"n":1}""");
        good.Show("""{"n":2}""");
        Assert.Contains("""{"n":2}""", await ReadUntilAsync(reader, "event: good"), StringComparison.Ordinal);
        Assert.Equal("""{"error":"no such book"}""", await owner.GetStringAsync("api/panels/broken"));
    }

    [Fact]
    public async Task A_stream_ends_with_the_session_that_opened_it()
    {
        var panel = new ByHand("good");
        await using var dashboard = await OpenDashboard.StartAsync(panel);
        using var browser = await dashboard.SignedInAsync();
        using var stream = await browser.GetStreamAsync("api/live");
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync().InTime("the stream to be up to date") != ": quiet")
        {
        }

        await panel.Looked.InTime("the panel to be run");
        dashboard.Token.Renew();
        panel.Show("""{"n":1}""");

        Assert.DoesNotContain("good", await reader.ReadToEndAsync().InTime("the end of the stream"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_read_while_nobody_looks()
    {
        var panel = new ByHand("good");
        await using var dashboard = await OpenDashboard.StartAsync(panel);
        Assert.False(panel.Looked.IsCompleted);

        using var watch = dashboard.Hub.TryWatch();

        await panel.Looked.InTime("the panel to be run");
    }

    [Fact]
    public async Task More_pages_than_one_person_has_are_refused_until_one_is_closed()
    {
        await using var dashboard = await OpenDashboard.StartAsync(new ByHand("good"));
        using var owner = dashboard.Client(withToken: true);
        var watches = Enumerable.Range(0, LiveHub.MostWatching).Select(_ => dashboard.Hub.TryWatch()!).ToList();

        using var refused = await owner.GetAsync("api/live");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        watches[0].Dispose();
        watches[0].Dispose();
        using var let = await owner.GetAsync("api/live", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, let.StatusCode);
        using var still = await owner.GetAsync("api/live");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, still.StatusCode);
    }

    [Fact]
    public async Task Health_follows_the_supervisors_newest_word()
    {
        await using var dashboard = await OpenDashboard.StartAsync();
        using var owner = dashboard.Client(withToken: true);
        async Task<(HttpStatusCode Live, HttpStatusCode Ready)> AskAsync()
        {
            using var live = await owner.GetAsync("health/live");
            using var ready = await owner.GetAsync("health/ready");
            return (live.StatusCode, ready.StatusCode);
        }

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), await AskAsync());
        dashboard.Status = Status(ProcessState.Starting, TimeSpan.Zero);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), await AskAsync());
        dashboard.Status = Status(ProcessState.Ready, TimeSpan.Zero);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await AskAsync());
        dashboard.Status = Status(ProcessState.Ready, TimeSpan.FromSeconds(6));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), await AskAsync());
    }

    private static StatusSnapshot Status(ProcessState state, TimeSpan age) => new()
    {
        Profile = "demo",
        TradingState = "active",
        Endpoints = new StatusEndpoints(null, null, null),
        Orchestrator = new StatusOrchestrator(1, DateTimeOffset.UnixEpoch),
        Processes = [new StatusProcess { Name = "seller", State = state }],
        At = TimeProvider.System.GetUtcNow() - age,
    };

    private static async Task<string> ReadUntilAsync(StreamReader reader, string line)
    {
        while (await reader.ReadLineAsync().InTime($"'{line}' in the stream") is { } read)
        {
            if (read == line)
                return (await reader.ReadLineAsync().InTime("its data"))!;
        }

        throw new InvalidOperationException($"The stream ended before '{line}'.");
    }

    private sealed class ByHand(string name) : ILivePanel
    {
        private readonly TaskCompletionSource<Action<byte[]>> _show = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => name;

        public Task Looked => _show.Task;

        public Task RunAsync(Action<byte[]> show, CancellationToken stopping)
        {
            _show.TrySetResult(show);
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
        }

        public void Show(string json) => _show.Task.Result(Encoding.UTF8.GetBytes(json));
    }

    private sealed class Broken : ILivePanel
    {
        public string Name => "broken";

        public Task RunAsync(Action<byte[]> show, CancellationToken stopping) => throw new InvalidOperationException("no such book");
    }
}
