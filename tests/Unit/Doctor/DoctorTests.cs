using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator;
using Pipeline.Orchestrator.Doctor;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Doctor;

[UnsupportedOSPlatform("windows")]
public sealed class DoctorTests : IDisposable
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;

    private readonly TemporaryHome _folder = new();
    private readonly PipelineHome _home;

    public DoctorTests() => _home = PipelineHome.In(_folder.Directory, "paper").EnsureWritable(leastFree: 1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_hangs_fails_or_is_refused_is_a_line_and_keeps_nobody_else_from_theirs()
    {
        var lines = await new Examination(TimeProvider.System).RunAsync(
            [
                ("fails", _ => throw new InvalidOperationException("unforeseen")),
                ("is refused", _ => throw new PipelineException(ExitCodes.Unavailable, "no server")),
                ("is well", _ => Task.FromResult<IReadOnlyList<DoctorLine>>([DoctorLine.Ok("is well", "fine")])),
            ],
            CancellationToken.None);

        Assert.Equal([DoctorVerdict.Problem, DoctorVerdict.Problem, DoctorVerdict.Ok], lines.Select(line => line.Verdict));
        Assert.Contains("unforeseen", lines[0].Text, StringComparison.Ordinal);
        Assert.All(lines.Where(line => line.Verdict != DoctorVerdict.Ok), line => Assert.NotNull(line.Advice));
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("run/nats.conf")]
    [InlineData("run/users/buyer")]
    public void A_secret_that_others_may_read_is_a_problem(string file)
    {
        Assert.Equal(DoctorVerdict.Ok, Assert.Single(HomeChecks.Permissions(_home)).Verdict);
        var path = Path.Combine(_home.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, ForAll);

        var line = Assert.Single(HomeChecks.Permissions(_home));
        Assert.Equal(DoctorVerdict.Problem, line.Verdict);
        Assert.Contains(path, line.Text, StringComparison.Ordinal);
        Assert.Contains("chmod", line.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_another_program_has_taken_is_a_problem()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        Assert.Equal(DoctorVerdict.Problem, Assert.Single(await PortChecks.LookAsync(_home, new OrchestratorOptions { NatsPort = port }, CancellationToken.None)).Verdict);
        other.Stop();
        Assert.Equal(DoctorVerdict.Ok, Assert.Single(await PortChecks.LookAsync(_home, new OrchestratorOptions { NatsPort = port }, CancellationToken.None)).Verdict);
    }

    [Theory]
    [InlineData("nats-server: v2.9.10", DoctorVerdict.Problem)]
    [InlineData("nats-server: v2.10.27", DoctorVerdict.Ok)]
    [InlineData("nats-server: v2.12.0-RC.1", DoctorVerdict.Ok)]
    [InlineData("something else", DoctorVerdict.Problem)]
    public async Task A_nats_server_that_loses_messages_is_a_problem(string version, DoctorVerdict verdict)
    {
        var server = Path.Combine(_home.Root, "nats-server");
        await File.WriteAllTextAsync(server, $"#!/bin/sh\necho '{version}'\n");
        File.SetUnixFileMode(server, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(verdict, Assert.Single(await new MachineChecks(TimeProvider.System).NatsServerAsync(server, CancellationToken.None)).Verdict);
    }

    [Fact]
    public async Task A_venue_that_does_not_answer_is_a_problem_and_says_that_stops_stay()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Venue:TradingUrl"] = $"http://127.0.0.1:{port}" }).Build();

        var line = Assert.Single(await new VenueChecks(_home, settings, TimeProvider.System).ReachAsync(CancellationToken.None));
        Assert.Equal(DoctorVerdict.Problem, line.Verdict);
        Assert.Contains("stops", line.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_that_nobody_supervises_are_a_problem()
    {
        Assert.Equal(DoctorVerdict.Ok, Assert.Single(ProcessChecks.Look(_home, TimeProvider.System)).Verdict);
        new ProcessRecord { Process = "seller", Identity = ProcessIdentity.OfSelf(), StartedBy = "orchestrator", StartedAt = default }.Write(_home);

        var line = Assert.Single(ProcessChecks.Look(_home, TimeProvider.System));
        Assert.Equal(DoctorVerdict.Problem, line.Verdict);
        Assert.Contains("seller", line.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JournalState.Current, 0L, DoctorVerdict.Ok, "0 messages behind")]
    [InlineData(JournalState.CatchingUp, 50_000L, DoctorVerdict.Warning, "50000 messages behind")]
    [InlineData(JournalState.Waiting, null, DoctorVerdict.Warning, "not known")]
    [InlineData(JournalState.Failing, 3L, DoctorVerdict.Problem, "no space")]
    public void A_journal_that_falls_behind_or_cannot_be_written_is_told(JournalState state, long? lag, DoctorVerdict verdict, string words)
    {
        Assert.Equal(DoctorVerdict.Ok, Assert.Single(JournalChecks.Look(_home, TimeProvider.System)).Verdict);
        new ProcessRecord { Process = Processes.Orchestrator, Identity = ProcessIdentity.OfSelf(), StartedBy = "hand", StartedAt = default }.Write(_home);
        new StatusSnapshot
        {
            Profile = _home.Profile,
            TradingState = "active",
            Endpoints = new StatusEndpoints(null, null, null),
            Orchestrator = new StatusOrchestrator(Environment.ProcessId, default),
            Processes = [],
            Journal = new JournalStatus(state, lag, state == JournalState.Failing ? "no space" : null, 1024),
            // Of now however slow the machine is.
            At = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1),
        }.Write(_home);

        var line = Assert.Single(JournalChecks.Look(_home, TimeProvider.System));
        Assert.Equal(verdict, line.Verdict);
        Assert.Contains(words, line.Text, StringComparison.Ordinal);
    }
}
