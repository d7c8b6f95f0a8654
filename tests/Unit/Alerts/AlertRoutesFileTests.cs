using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Orchestrator.Doctor;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Fixtures;

namespace Pipeline.Tests.Unit.Alerts;

public sealed class AlertRoutesFileTests : IDisposable
{
    private readonly TemporaryHome _folder = new();
    private PipelineHome Home => PipelineHome.In(_folder.Directory, "demo");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_file_is_no_route() => Assert.Empty(AlertRoutesFile.Read(Home));

    [Fact]
    public void Reads_each_route_with_what_it_takes()
    {
        Write("""{"routes": {"phone": {"url": "https://hooks.example/x", "shape": "telegram", "chatId": "7", "least": "critical", "kinds": ["halted", "daily_summary"]}, "here": {"url": "http://127.0.0.1:9/x"}}}""");

        var routes = AlertRoutesFile.Read(Home);

        Assert.Equal(["phone", "here"], routes.Select(route => route.Name));
        Assert.Equal((WebhookShape.Telegram, EventSeverity.Critical, "7"), (routes[0].Shape, routes[0].Least, routes[0].ChatId));
        Assert.Equal([AlertKind.Halted, AlertKind.DailySummary], routes[0].Kinds!);
        Assert.Equal((WebhookShape.Json, EventSeverity.Warning), (routes[1].Shape, routes[1].Least));
    }

    [Theory]
    [InlineData("""{"routes": {"a": {"url": "http://hooks.example/TOKEN"}}}""", "https")]
    [InlineData("""{"routes": {"a": {"url": "file:///etc/TOKEN"}}}""", "https")]
    [InlineData("""{"routes": {"a": {"url": "TOKEN"}}}""", "https")]
    [InlineData("""{"routes": {"a": {"url": "https://hooks.example/TOKEN", "shape": "pager"}}}""", "not what is allowed")]
    [InlineData("""{"routes": {"a": {"url": "https://hooks.example/TOKEN", "loud": true}}}""", "not what is allowed")]
    [InlineData("""{"routes": {"a": {"url": "https://hooks.example/TOKEN", "shape": "telegram"}}}""", "chatId")]
    [InlineData("""{"routes": {"a b": {"url": "https://hooks.example/TOKEN"}}}""", "name")]
    [InlineData("""{"routes": """, "not what is allowed")]
    [InlineData("null", "empty")]
    public void Refuses_what_is_wrong_without_repeating_the_secret(string text, string why)
    {
        Write(text);

        var refused = Assert.Throws<PipelineException>(() => AlertRoutesFile.Read(Home));

        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_that_others_may_read()
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("""{"routes": {}}""");
        File.SetUnixFileMode(AlertRoutesFile.PathIn(Home), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<PipelineException>(() => AlertRoutesFile.Read(Home)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_mended_by_its_rights_alone_comes_into_force_and_is_refused_aloud_once()
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("""{"routes": {"here": {"url": "http://127.0.0.1:9/x"}}}""");
        File.SetUnixFileMode(AlertRoutesFile.PathIn(Home), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", AlertRoutesFile.ProblemOf(Home), StringComparison.Ordinal);
        Assert.Equal(DoctorVerdict.Problem, Assert.Single(AlertChecks.Look(Home)).Verdict);
        using var log = new HeardLog();
        using var stopping = new CancellationTokenSource();
        await using var service = new AlertService(Home, new AlertOptions(), isSimulated: true, () => null, TimeProvider.System, log);
        var looks = 0;
        var running = service.RunAsync(
            () =>
            {
                looks++;
                return ([], null);
            },
            stopping.Token);
        await Eventually.Holds("the second look", () => Volatile.Read(ref looks) >= 2);
        Assert.Single(log.Lines, line => line.Contains("chmod 600", StringComparison.Ordinal));

        File.SetUnixFileMode(AlertRoutesFile.PathIn(Home), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Eventually.Holds("the route to be in force", () => log.Lines.Any(line => line.StartsWith("Alerts go to", StringComparison.Ordinal) && line.Contains("here", StringComparison.Ordinal)));
        Assert.Null(AlertRoutesFile.ProblemOf(Home));
        Assert.Equal(DoctorVerdict.Ok, Assert.Single(AlertChecks.Look(Home)).Verdict);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private void Write(string text)
    {
        PipelineHome.CreateOwnerOnly(Home.Root);
        OwnerOnlyFile.WriteAllText(AlertRoutesFile.PathIn(Home), text);
    }
}
