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

        foreach (var line in new[] { "Type=notify", "KillMode=process", "Restart=on-failure", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077", "TimeoutStopSec=130", "PrivateTmp=yes", "RestrictNamespaces=yes", "SystemCallErrorNumber=EPERM" })
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
        // It may complain of this machine, never of the unit; and it has read the unit, for it complains of a wrong one.
        Assert.DoesNotContain(Unit.Name, await ComplaintsAsync(Unit.Render()), StringComparison.Ordinal);
        Assert.Contains($"{Unit.Name}:", await ComplaintsAsync(Unit.Render().Replace("UMask=", "Umask=", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<string> ComplaintsAsync(string unit)
    {
        using var folder = new TemporaryHome();
        var file = folder.Path(Unit.Name);
        await File.WriteAllTextAsync(file, unit);
        var start = new ProcessStartInfo(SystemdFactAttribute.Program, ["--user", "verify", "--man=no", "--recursive-errors=no", file]) { RedirectStandardError = true, RedirectStandardOutput = true };
        // A user's manager reads nothing without a folder of the user's.
        start.Environment["XDG_RUNTIME_DIR"] = folder.Directory;
        using var verify = Process.Start(start)!;
        var words = await verify.StandardError.ReadToEndAsync();
        await verify.WaitForExitAsync();
        return words;
    }
}
