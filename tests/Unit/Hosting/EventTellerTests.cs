using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

/// <summary>Never started, as while nats-server is away: what is told waits.</summary>
public sealed class EventTellerTests : IDisposable
{
    private const int MostOfInfo = EventTeller.MostWaiting / 4 * 3;

    private static readonly StageRun Run = Unstarted.Run(Processes.Seller);

    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Telling_never_waits_for_nats_server_and_drops_the_quiet_first()
    {
        using var teller = Teller(spool: null);
        for (var i = 0; i < MostOfInfo + 5; i++)
            Assert.True(Tell(teller, EventSeverity.Info).IsCompletedSuccessfully);
        Assert.Equal(5, teller.Dropped);

        for (var i = MostOfInfo; i < EventTeller.MostWaiting; i++)
            Assert.True(Tell(teller, EventSeverity.Critical).IsCompletedSuccessfully);
        Assert.Equal(5, teller.Dropped);
        Assert.True(Tell(teller, EventSeverity.Critical).IsCompletedSuccessfully);
        Assert.Equal(6, teller.Dropped);
    }

    [Fact]
    public async Task What_is_told_while_the_process_ends_is_there_for_the_next()
    {
        var path = _home.Path("seller.events");
        using (var spool = EventSpool.Open(path))
        using (var teller = Teller(spool))
        {
            await teller.StopAsync(CancellationToken.None);
            await Tell(teller, EventSeverity.Warning);
        }

        using var next = EventSpool.Open(path);
        Assert.Equal("exit_done", Assert.Single(next.Left).Type);
    }

    [Fact]
    public async Task No_secret_lies_in_the_file_that_keeps_what_is_not_stored_yet()
    {
        var path = _home.Path("seller.events");
        using (var spool = EventSpool.Open(path))
        using (var teller = Teller(spool))
            await teller.TellAsync("exit_answered", EventSeverity.Warning, "c", "c", text: "of PA3XKQ7LMN2B", facts: new Dictionary<string, string> { ["answer"] = "PKABCDEFGH1234567890" });

        var kept = await File.ReadAllTextAsync(path);
        Assert.Contains("of (redacted)", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("PA3XKQ7LMN2B", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("PKABCDEFGH1234567890", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nats_server_is_away_the_end_does_not_wait_for_it()
    {
        await using var away = PipelineConnection.Begin(new MessagingOptions { Url = "nats://127.0.0.1:1", User = Run.Process, Password = "" }, NullLoggerFactory.Instance, TimeProvider.System);
        await EndsAndKeepsAsync(away, TimeProvider.System);
    }

    [Fact]
    public async Task A_server_that_confirms_nothing_holds_up_the_end_for_a_moment_only()
    {
        using var server = new FakeNatsServer();
        var connecting = PipelineConnection.ConnectAsync(new MessagingOptions { Url = server.Url, User = Run.Process, Password = "" }, NullLoggerFactory.Instance, CancellationToken.None);
        var silent = await server.WelcomeAsync();
        await using var connection = await connecting;
        using (silent)
            await EndsAndKeepsAsync(connection, new HurriedTime());
    }

    private async Task EndsAndKeepsAsync(PipelineConnection connection, TimeProvider machine)
    {
        var path = _home.Path("seller.events");
        var publisher = new MessagePublisher(connection, new StoredMessages(connection), TimeProvider.System, NullLogger<MessagePublisher>.Instance);
        using (var spool = EventSpool.Open(path))
        using (var teller = new EventTeller(Run, publisher, new SystemVenueClock(TimeProvider.System), machine, NullLogger<EventTeller>.Instance, spool))
        {
            await Tell(teller, EventSeverity.Warning);
            await teller.StartAsync(CancellationToken.None);
            // The host itself would wait for eight seconds; here nobody ends it but the teller.
            await teller.StopAsync(CancellationToken.None).InTime("the end of telling");
        }

        using var next = EventSpool.Open(path);
        Assert.Single(next.Left);
    }

    private static Task Tell(EventTeller teller, EventSeverity severity) => teller.TellAsync("exit_done", severity, "c", "c").AsTask();

    private static EventTeller Teller(EventSpool? spool) => Unstarted.Teller(Run, TimeProvider.System, spool);
}
