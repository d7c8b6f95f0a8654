using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Dashboard;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Orchestrator.Dashboard.Controls;
using Pipeline.Orchestrator.Dashboard.Health;
using Pipeline.Orchestrator.Dashboard.Live;
using Pipeline.Orchestrator.Dashboard.Page;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Orchestrator.Trading;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Dashboard;

/// <summary>The dashboard's own server on a home where nothing else runs.</summary>
public sealed class OpenDashboard : IAsyncDisposable
{
    private readonly TemporaryHome _folder = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;

    private OpenDashboard(IReadOnlyList<ILivePanel> panels)
    {
        Home = PipelineHome.In(_folder.Directory, "demo").EnsureWritable(leastFree: 0);
        Token = DashboardToken.ReadOrCreate(Home);
        var session = new SessionCookie(Home, Token, TimeProvider.System);
        var guard = new AccessGuard(Token, session, TimeProvider.System);
        Hub = new LiveHub(panels, NullLogger.Instance, TimeProvider.System);
        Guard = guard;
        Routes =
        [
            new PageRoutes(),
            new AccessRoutes(Token, new OneTimeCodes(TimeProvider.System), session),
            new HealthRoutes(() => Status, TimeProvider.System),
            new LiveRoutes(Hub, guard, TimeProvider.System, _stopping.Token),
            new ControlRoutes(new OperatorControls(Home, TimeProvider.System), TimeProvider.System, NullLogger.Instance),
        ];
        _watching = Hub.RunAsync(_stopping.Token);
    }

    public PipelineHome Home { get; }

    public DashboardToken Token { get; }

    public LiveHub Hub { get; }

    public StatusSnapshot? Status { get; set; }

    public WebApplication App { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    private AccessGuard Guard { get; }

    private IReadOnlyList<IDashboardRoutes> Routes { get; }

    public static async Task<OpenDashboard> StartAsync(params ILivePanel[] panels)
    {
        var open = new OpenDashboard(panels);
        open.App = await DashboardServer.StartAsync(0, another: null, open.Guard, open.Routes, NullLoggerFactory.Instance, CancellationToken.None);
        open.Url = new Uri(DashboardServer.UrlOf(open.App));
        return open;
    }

    /// <summary>A client that follows nothing and keeps cookies only where it is given a jar.</summary>
    public HttpClient Client(CookieContainer? jar = null, bool withToken = false)
    {
        var handler = new HttpClientHandler { UseCookies = jar is not null, AllowAutoRedirect = false };
        if (jar is not null)
            handler.CookieContainer = jar;
        var client = new HttpClient(handler) { BaseAddress = Url };
        if (withToken)
            client.DefaultRequestHeaders.Authorization = new("Bearer", File.ReadAllText(DashboardToken.PathIn(Home)));
        return client;
    }

    /// <summary>A client that has opened a one-time link.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        var client = Client(new CookieContainer());
        (await client.GetAsync(await LinkAsync())).EnsureSuccessStatusCode();
        return client;
    }

    public async Task<string> LinkAsync()
    {
        using var owner = Client(withToken: true);
        using var answer = await owner.PostAsync("api/links", null);
        var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        return System.Text.Json.Nodes.JsonNode.Parse(text)!["path"]!.GetValue<string>();
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await App.StopAsync();
        await App.DisposeAsync();
        _stopping.Dispose();
        _folder.Dispose();
    }
}
