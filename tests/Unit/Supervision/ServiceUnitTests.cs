using System.Diagnostics;
using Pipeline.Orchestrator.Service;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class ServiceUnitTests
{
    private static readonly ServiceUnit Unit = new()
    {
        Profile = "paper",
        Program = "/bin/true",
        Homes = "/home/a trader/100% mine",
        NatsServer = "/usr/sbin/nats-server",
        StopSeconds = 130,
        ReadySeconds = 60,
        ConfirmLive = false,
        DotnetRoot = "/opt/dotnet",
    };

    [Fact]
    public void Is_notified_watched_hardened_and_leaves_the_children_to_the_next_orchestrator()
    {
        var lines = Unit.Render().Split('\n');

        foreach (var line in new[] { "Type=notify", "KillMode=process", "Restart=on-failure", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077", "TimeoutStopSec=130" })
            Assert.Contains(line, lines);
        Assert.Contains("ExecStart=\"/bin/true\" start --profile paper", lines);
        Assert.Contains("ReadWritePaths=\"/home/a trader/100%% mine\"", lines);
        Assert.Contains("Environment=\"DOTNET_ROOT=/opt/dotnet\"", lines);
        Assert.Contains("ExecStart=\"/bin/true\" start --profile live --confirm-live", (Unit with { Profile = "live", ConfirmLive = true }).Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_started_again_however_often_it_has_failed()
    {
        var lines = Unit.Render().Split('\n');

        Assert.Contains("StartLimitIntervalSec=0", lines);
        Assert.Contains("RestartSec=5", lines);
    }

    [SystemdFact]
    public async Task Systemd_reads_every_line_of_it()
    {
        using var folder = new TemporaryHome();
        var file = folder.Path(Unit.Name);
        await File.WriteAllTextAsync(file, Unit.Render());
        var start = new ProcessStartInfo(SystemdFactAttribute.Program, ["verify", "--man=no", "--recursive-errors=no", file]) { RedirectStandardError = true, RedirectStandardOutput = true };

        using var verify = Process.Start(start)!;
        var words = await verify.StandardError.ReadToEndAsync();
        await verify.WaitForExitAsync();

        // It may complain of this machine, never of the unit.
        Assert.DoesNotContain(Unit.Name, words, StringComparison.Ordinal);
    }
}
