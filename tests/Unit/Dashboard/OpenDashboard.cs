using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
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

    private OpenDashboard(TimeProvider machine, ILoggerFactory? loggers, IReadOnlyList<ILivePanel> panels)
    {
        Home = PipelineHome.In(_folder.Directory, "demo").EnsureWritable(leastFree: 0);
        Token = DashboardToken.ReadOrCreate(Home);
        Session = new SessionCookie(Home, Token, machine);
        Guard = new AccessGuard(Token, Session, machine);
        Loggers = loggers ?? NullLoggerFactory.Instance;
        Hub = new LiveHub(panels, NullLogger.Instance, TimeProvider.System);
        Routes =
        [
            new PageRoutes(),
            new AccessRoutes(Token, new OneTimeCodes(machine), Session),
            new HealthRoutes(() => Status, TimeProvider.System),
            new LiveRoutes(Hub, Guard, TimeProvider.System, _stopping.Token),
            new ControlRoutes(new OperatorControls(Home, TimeProvider.System), TimeProvider.System, Loggers.CreateLogger("dashboard")),
        ];
        _watching = Hub.RunAsync(_stopping.Token);
    }

    public PipelineHome Home { get; }

    public DashboardToken Token { get; }

    public SessionCookie Session { get; }

    public LiveHub Hub { get; }

    public StatusSnapshot? Status { get; set; }

    public WebApplication App { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    private AccessGuard Guard { get; }

    private ILoggerFactory Loggers { get; }

    private IReadOnlyList<IDashboardRoutes> Routes { get; }

    public static Task<OpenDashboard> StartAsync(params ILivePanel[] panels) => StartAsync(TimeProvider.System, loggers: null, panels);

    /// <param name="machine">What codes, sessions and deadlines go by.</param>
    /// <param name="loggers">Hears what is logged; null: nobody.</param>
    public static async Task<OpenDashboard> StartAsync(TimeProvider machine, ILoggerFactory? loggers, params ILivePanel[] panels)
    {
        var open = new OpenDashboard(machine, loggers, panels);
        open.App = await DashboardServer.StartAsync(0, another: null, open.Guard, open.Routes, open.Loggers, CancellationToken.None);
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

    /// <summary>Says exactly these bytes, as no client does, and returns the first line and the headers of the answer.</summary>
    public async Task<string> SayAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Url.Host, Url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        var answer = new StringBuilder();
        while (await reader.ReadLineAsync().InTime("the head of an answer") is { Length: > 0 } line)
            answer.Append(line).Append('\n');
        return answer.ToString();
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
