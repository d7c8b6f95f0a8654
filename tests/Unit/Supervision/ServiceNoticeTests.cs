using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Orchestrator.Service;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Broker;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class ServiceNoticeTests : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    private readonly TemporaryHome _folder = new();
    private readonly StoppedTime _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Says_ready_once_alive_three_times_in_the_watchdogs_time_and_stopping(bool isAbstract)
    {
        using var notice = Notice(Listen(isAbstract), "30000000");
        foreach (var (wait, ready) in new[] { (0.0, false), (9.9, true), (0.1, true), (10, true) })
        {
            _time.Pass(TimeSpan.FromSeconds(wait));
            notice.Step(ready);
        }

        notice.Stopping();
        Assert.Equal(["WATCHDOG=1", $"READY=1\nSTATUS=all processes are ready\nMAINPID={Environment.ProcessId}", "WATCHDOG=1", "WATCHDOG=1"], new[] { Heard(), Heard(), Heard(), Heard() });
        Assert.StartsWith("STOPPING=1", Heard(), StringComparison.Ordinal);
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public void Who_waits_for_an_ending_is_alive_as_often_as_who_steps()
    {
        using var notice = Notice(Listen(isAbstract: false), "30000000");
        for (var second = 0; second < 20; second++)
        {
            _time.Pass(TimeSpan.FromSeconds(1));
            notice.Alive();
        }

        Assert.Equal(["WATCHDOG=1", "WATCHDOG=1"], new[] { Heard(), Heard() });
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public void Counts_as_ready_after_its_time_and_says_that_not_all_is()
    {
        using var notice = Notice(Listen(isAbstract: false), null);
        _time.Pass(ReadyWithin);
        notice.Step(allReady: false);
        Assert.Equal(0, _systemd.Available);

        _time.Pass(TimeSpan.FromSeconds(1));
        notice.Step(allReady: false);
        Assert.Contains("not all processes are ready", Heard(), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_nothing_where_nobody_asked_and_nothing_to_a_watchdog_that_is_off()
    {
        using var alone = Notice(null, null);
        alone.Step(allReady: true);
        alone.Stopping();

        using var unwatched = Notice(Listen(isAbstract: false), null);
        unwatched.Step(allReady: false);
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public void A_socket_that_is_full_or_gone_holds_up_nobody()
    {
        var socket = Listen(isAbstract: false);
        using var notice = Notice(socket, "3");
        for (var word = 0; word < 10_000; word++)
        {
            _time.Pass(TimeSpan.FromSeconds(1));
            notice.Step(allReady: true);
        }

        _systemd.Close();
        File.Delete(socket);
        notice.Stopping();
    }

    private ServiceNotice Notice(string? socket, string? watchdog) =>
        new(name => name == ServiceNotice.SocketVariable ? socket : watchdog, ReadyWithin, _time, NullLogger.Instance);

    private string Listen(bool isAbstract)
    {
        var path = _folder.Path("notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + path : path));
        _systemd.ReceiveTimeout = 5_000;
        return isAbstract ? '@' + path : path;
    }

    private string Heard()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _systemd.Receive(buffer));
    }
}
