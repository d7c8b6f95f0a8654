using System.Net;
using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Metrics;
using Pipeline.Orchestrator;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Orchestrator.Dashboard;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Fixtures;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class ObserverTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly TemporaryHome _folder = new();
    private readonly HeardLog _log = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose()
    {
        _stopping.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Alerts_go_on_where_the_collector_of_figures_cannot_even_be_addressed()
    {
        await using var observers = new RunObservers(Plan("http://host:port"), () => null, _log, TimeProvider.System);
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = observers.RunAsync(
            () =>
            {
                looked.TrySetResult();
                return ([], null);
            },
            _stopping.Token);

        await looked.Task.WaitAsync(Deadline);
        Assert.Contains(_log.Lines, line => line.Contains("OtlpEndpoint", StringComparison.Ordinal));
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_watch_that_fails_is_told_and_begun_again_and_ends_no_other()
    {
        var (begun, other) = (0, new TaskCompletionSource());
        var lasting = new LastingWatch(TimeProvider.System, _log, TimeSpan.Zero);
        var failing = lasting.RunAsync("alerts", token => ++begun < 3 ? throw new InvalidOperationException("not foreseen") : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token), _stopping.Token);
        var lives = lasting.RunAsync("output", other.Task.WaitAsync, _stopping.Token);

        await Eventually.Holds("the watch to be begun for the third time", () => Volatile.Read(ref begun) == 3);
        Assert.Equal(2, _log.Lines.Count(line => line.Contains("alerts failed", StringComparison.Ordinal)));
        Assert.False(failing.IsCompleted || lives.IsCompleted);
        await _stopping.CancelAsync();
        await Task.WhenAll(failing, lives).WaitAsync(Deadline);
    }

    [Fact]
    public async Task A_dashboard_whose_port_is_taken_warns_and_waits_for_it_and_nobody_waits_for_the_dashboard()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var dashboard = new DashboardHost(
            Plan("") with { Options = new OrchestratorOptions { DashboardPort = ((IPEndPoint)other.LocalEndpoint).Port } }, () => null, null, [], _log, TimeProvider.System);

        var running = dashboard.RunAsync(_stopping.Token);

        await Eventually.Holds("the warning", () => _log.Lines.Any(line => line.Contains("There is no dashboard", StringComparison.Ordinal)));
        Assert.Equal((false, null), (running.IsCompleted, dashboard.Url));
        await _stopping.CancelAsync();
        await running.WaitAsync(Deadline);
    }

    private RunPlan Plan(string collector)
    {
        var (home, without) = (PipelineHome.In(_folder.Directory, "demo").EnsureWritable(leastFree: 1), Processes.Stages.ToHashSet(StringComparer.Ordinal));
        return new RunPlan
        {
            Home = home,
            Options = new OrchestratorOptions(),
            Alerts = new AlertOptions(),
            Metrics = new MetricsOptions { OtlpEndpoint = collector },
            Simulator = null,
            Endpoints = new Endpoints("nats://127.0.0.1:4222", null, null),
            Table = new ProcessTable(home, "nats-server", null, 0, without, confirmLive: false),
            Without = without,
            ConfigurationRevision = "",
        };
    }
}
