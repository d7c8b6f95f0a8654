using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Orchestrator.Dashboard.Controls;
using Pipeline.Orchestrator.Dashboard.Health;
using Pipeline.Orchestrator.Dashboard.History;
using Pipeline.Orchestrator.Dashboard.Live;
using Pipeline.Orchestrator.Dashboard.Page;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Orchestrator.Trading;

namespace Pipeline.Orchestrator.Dashboard;

/// <summary>The dashboard beside the supervision: what goes wrong with it is a warning and tried again, and nobody waits for it.</summary>
/// <param name="status">The supervisor's last word; null before the first.</param>
/// <param name="more">What other parts of the orchestrator answer over HTTP, such as metrics.</param>
public sealed class DashboardHost(
    RunPlan plan, Func<StatusSnapshot?> status, SimulatorControl? simulator, IReadOnlyList<IDashboardRoutes> more, ILoggerFactory loggers, TimeProvider machine)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(10);

    private readonly ILogger _logger = loggers.CreateLogger<DashboardHost>();
    private readonly OneTimeCodes _codes = new(machine);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _url;

    /// <summary>Null while it is not served.</summary>
    public string? Url => _url;

    /// <summary>An address that opens it once; null when it is not served within a patience.</summary>
    public async Task<string?> LinkAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_opened.Task, Task.Delay(patience, machine, late.Token));
        await late.CancelAsync();
        return _url is { } url ? $"{url}/open/{_codes.Make()}" : null;
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (plan.Options.Dashboard && !stopping.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.DashboardFailed(_logger, fault.Message, fault);
            }
            finally
            {
                _url = null;
            }

            await Task.Delay(BetweenTries, machine, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(CancellationToken stopping)
    {
        // Its own pace from here on: building it takes a while, and whoever called supervises.
        await Task.Yield();
        var token = DashboardToken.ReadOrCreate(plan.Home);
        var session = new SessionCookie(plan.Home, token, machine);
        var guard = new AccessGuard(token, session, machine);
        using var journal = new JournalLook(plan.Home, machine);
        var hub = new LiveHub(Panels(journal), _logger, machine);
        IReadOnlyList<IDashboardRoutes> routes =
        [
            new PageRoutes(),
            new AccessRoutes(token, _codes, session),
            new HealthRoutes(status, machine),
            new LiveRoutes(hub, guard, machine, stopping),
            new ControlRoutes(new OperatorControls(plan.Home, machine), machine, _logger),
            new EventRoutes(journal),
            new TradeRoutes(plan.Home, journal),
            .. more,
        ];
        var wanted = plan.Options.DashboardPort;
        var port = wanted > 0 ? wanted : Endpoints.Read(plan.Home)?.Dashboard is { } before ? new Uri(before).Port : AnyPort();
        await using var app = await DashboardServer.StartAsync(port, wanted > 0 ? null : AnyPort, guard, routes, loggers, stopping);
        _url = DashboardServer.UrlOf(app);
        (plan.Endpoints with { Dashboard = _url }).Write(plan.Home);
        Log.DashboardOpen(_logger, _url);
        _opened.TrySetResult();
        try
        {
            await hub.RunAsync(stopping);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    // The others' servers may not listen yet.
    private int AnyPort() => FreePorts.Any([new Uri(plan.Endpoints.Nats).Port, .. plan.Endpoints.Simulator is { } url ? (int[])[new Uri(url).Port] : []]);

    private IReadOnlyList<ILivePanel> Panels(JournalLook journal) =>
    [
        new Ticking<StatusView>("status", new StatusPanel(plan, status, simulator, machine).ReadAsync, LiveJson.Default.StatusView, machine),
        new PositionsPanel(plan.Home, machine),
        .. new HistoryPanels(journal, machine).All,
    ];
}
