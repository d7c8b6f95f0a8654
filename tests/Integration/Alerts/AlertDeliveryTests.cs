using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Tests.Integration.Broker;
using Pipeline.Tests.Integration.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Alerts;

/// <summary>From an event on a real server to a receiver that is really posted to.</summary>
public sealed class AlertDeliveryTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryHome _folder = new();
    private readonly MessagingServer _server = new();
    private PipelineHome _home = null!;
    private Receiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _home = PipelineHome.In(_folder.Directory, "demo").EnsureWritable(leastFree: 0);
        new StoreMark(MessagingServer.StoreId, Created: true).Write(_home);
        _receiver = await Receiver.StartAsync();

        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _server.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_event_reaches_every_route_in_its_shape_once_and_what_became_of_it_is_stored()
    {
        WriteRoutes(("plain", "json", "warning"), ("slack", "slack", "warning"), ("discord", "discord", "warning"), ("telegram", "telegram", "warning"), ("grave", "json", "critical"));
        await using var life = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"));

        await TellAsync("one", "undo_failed", EventSeverity.Critical, "MSFT");
        await TellAsync("two", "undo_failed", EventSeverity.Critical, "MSFT");
        await TellAsync("three", "stop_refused", EventSeverity.Warning, "TSLA");

        await Eventually.Holds("the last alert on all routes", () => _receiver.HeardAt("/telegram").Count == 2 && _receiver.HeardAt("/plain").Count == 2 && _receiver.HeardAt("/slack").Count == 2 && _receiver.HeardAt("/discord").Count == 2);
        Assert.Equal(["undo_failed", "execution_failed"], _receiver.HeardAt("/plain").Select(body => body["kind"]!.GetValue<string>()));
        Assert.Contains("undo_failed of MSFT", _receiver.HeardAt("/slack")[0]["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("undo_failed of MSFT", _receiver.HeardAt("/discord")[0]["content"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("7", _receiver.HeardAt("/telegram")[0]["chat_id"]!.GetValue<string>());
        Assert.Single(_receiver.HeardAt("/grave"));
        await Eventually.Holds("the words of all deliveries in EVENTS", async () => (await StoredAsync()).Count(told => told.Type == "alert_sent") == 9);
        Assert.Equal(2, (await StoredAsync()).Count(told => told.Type == "alert_raised"));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_again_and_one_that_never_takes_it_is_told_of()
    {
        WriteRoutes(("shaky", "json", "warning"), ("broken", "json", "warning"), ("forbidden", "json", "warning"));
        _receiver.Answer = (path, before) => path switch { "/shaky" => before < 2 ? 500 : 200, "/broken" => 503, _ => 403 };
        await using var life = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"));

        await TellAsync("one", "undo_failed");

        await Eventually.Holds("an end on each route", () => life.Service.Lines is [{ } line] && !line.Routes.ContainsValue(AlertLine.Waiting));
        Assert.Equal(["broken=http_503", "forbidden=http_403", "shaky=sent"], life.Service.Lines[0].Routes.Select(route => $"{route.Key}={route.Value}"));
        Assert.Equal((3, 4, 1), (_receiver.HeardAt("/shaky").Count, _receiver.HeardAt("/broken").Count, _receiver.HeardAt("/forbidden").Count));
        await Eventually.Holds("the failures in EVENTS", async () => (await StoredAsync()).Count(told => told.Type == "alert_failed") == 2);
    }

    [Fact]
    public async Task A_receiver_that_hangs_delays_no_other_route_and_nobody_who_raises()
    {
        WriteRoutes(("hanging", "json", "warning"), ("good", "json", "warning"));
        _receiver.Answer = (path, _) => path == "/hanging" ? null : 200;
        await using var life = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"));

        foreach (var i in Enumerable.Range(0, 10))
            await TellAsync($"hang-{i}", "undo_failed", symbol: $"A{i}");

        // The hanging one needs half a minute for the first alert alone.
        await Eventually.Holds("ten alerts at the good receiver", () => _receiver.HeardAt("/good").Count == 10);
        Assert.Single(_receiver.HeardAt("/hanging").Select(body => body["id"]!.GetValue<string>()).Distinct());
        Assert.All(life.Service.Lines, line => Assert.NotEqual(AlertLine.Sent, line.Routes["hanging"]));
    }

    [Fact]
    public async Task A_restart_misses_nothing_and_repeats_nothing()
    {
        WriteRoutes(("plain", "json", "warning"));
        await using (AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator")))
        {
            await TellAsync("before", "undo_failed", symbol: "AAPL");
            await Eventually.Holds("the first alert, stored", async () => (await StoredAsync()).Any(told => told.Type == "alert_sent"));
        }

        await TellAsync("meanwhile", "undo_failed", symbol: "MSFT");
        await TellAsync("again", "undo_failed", symbol: "AAPL");
        await using var second = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"));

        await Eventually.Holds("the alert that was called for meanwhile", () => _receiver.HeardAt("/plain").Count == 2);
        await TellAsync("after", "undo_failed", symbol: "TSLA");
        await Eventually.Holds("the next one", () => _receiver.HeardAt("/plain").Count >= 3);
        Assert.Equal(["AAPL", "MSFT", "TSLA"], _receiver.HeardAt("/plain").Select(body => body["symbol"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_a_killed_life_had_raised_and_not_sent_is_sent_by_the_next()
    {
        WriteRoutes(("plain", "json", "warning"));
        _receiver.Answer = (_, before) => before == 0 ? null : 200;
        await using (AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator")))
        {
            await TellAsync("one", "undo_failed");
            await Eventually.Holds("an attempt, and the alert stored", async () => _receiver.HeardAt("/plain").Count == 1 && (await StoredAsync()).Any(told => told.Type == "alert_raised"));
        }

        await using var second = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"));

        await Eventually.Holds("the delivery", () => second.Service.Lines is [{ Routes: var routes }] && routes["plain"] == AlertLine.Sent);
    }

    [Fact]
    public async Task What_stands_is_told_without_nats_server_too()
    {
        WriteRoutes(("plain", "json", "warning"));
        await using var life = AlertLife.Begin(_home, connection: null);

        life.Conditions = [new RaisedCondition { Condition = TradingCondition.StageFailed, Process = "nats-server", Text = "It crashed 5 times.", Since = TimeProvider.System.GetUtcNow() }];

        await Eventually.Holds("the alert", () => _receiver.HeardAt("/plain").Count == 1);
        Assert.Equal("crash_loop", _receiver.HeardAt("/plain")[0]["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_acknowledged_trouble_is_quiet_and_the_list_says_so()
    {
        WriteRoutes(("plain", "json", "warning"));
        await using var life = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"));
        await TellAsync("one", "undo_failed");
        await Eventually.Holds("the alert", () => life.Service.Lines.Count == 1);

        var publisher = await _server.PublisherAsync("orchestrator");
        var told = AlertEvents.AcknowledgedOf(life.Service.Lines[0].Alert, TimeProvider.System.GetUtcNow());
        await publisher.PublishAsync(Subjects.Event(told.Process, told.Type), told, PublishExpectation.Once(told.Id), CancellationToken.None);

        await Eventually.Holds("the note", () => life.Service.Lines[0].AcknowledgedAt is not null);
    }

    [Fact]
    public async Task Routes_are_read_again_when_they_change_and_a_wrong_file_changes_nothing()
    {
        WriteRoutes(("first", "json", "warning"));
        await using var life = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"));
        await TellAsync("one", "undo_failed", symbol: "AAPL");
        await Eventually.Holds("an alert on the first route", () => _receiver.HeardAt("/first").Count == 1);

        OwnerOnlyFile.WriteAllText(AlertRoutesFile.PathIn(_home), "{ this is no JSON");
        await TellAsync("two", "undo_failed", symbol: "MSFT");
        await Eventually.Holds("another on the first route", () => _receiver.HeardAt("/first").Count == 2);
        WriteRoutes(("second", "json", "warning"));

        var told = 0;
        await Eventually.Holds("an alert on the second route", async () =>
        {
            await TellAsync($"more-{Guid.NewGuid():N}", "undo_failed", symbol: $"B{told++}");
            return _receiver.HeardAt("/second").Count > 0;
        });
    }

    [Fact]
    public async Task The_close_of_a_session_is_summed_up_once()
    {
        WriteRoutes(("plain", "json", "critical"));
        var closed = new DateTimeOffset(2031, 3, 3, 21, 0, 0, TimeSpan.Zero);
        await TellSessionAsync(new DateOnly(2031, 3, 3), closed);
        await using var life = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"));

        await TellAsync("during", "signal_found", EventSeverity.Info, venueTime: closed.AddHours(-1));
        await TellAsync("late", "signal_found", EventSeverity.Info, venueTime: closed.AddMinutes(6));

        await Eventually.Holds("the summary", () => _receiver.HeardAt("/plain").Count == 1);
        Assert.Contains("Session of 2031-03-03: 0 trades", _receiver.HeardAt("/plain")[0]["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Equity 100,010.00, +10.00", _receiver.HeardAt("/plain")[0]["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_log_names_an_address()
    {
        WriteRoutes(("TOKEN-of-a-secret", "json", "warning"));
        File.WriteAllText(AlertRoutesFile.PathIn(_home), File.ReadAllText(AlertRoutesFile.PathIn(_home)).Replace("\"TOKEN-of-a-secret\": {", "\"phone\": {", StringComparison.Ordinal));
        _receiver.Answer = (_, _) => 500;
        using var logs = new HeardLogs();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace));
        await using var life = AlertLife.Begin(_home, await _server.ConnectAsync("orchestrator"), loggers);

        await TellAsync("one", "undo_failed");

        await Eventually.Holds("the failure", () => life.Service.Lines is [{ Routes: var routes }] && routes["phone"] == "http_500");
        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(logs.Lines, line => line.Contains("TOKEN", StringComparison.Ordinal));
        Assert.DoesNotContain(await StoredAsync(), told => told.ToString().Contains("TOKEN", StringComparison.Ordinal));
    }

    private void WriteRoutes(params (string Name, string Shape, string Least)[] routes) => OwnerOnlyFile.WriteAllText(
        AlertRoutesFile.PathIn(_home),
        $$"""{"routes": { {{string.Join(", ", routes.Select(route => $$"""  "{{route.Name}}": {"url": "{{_receiver.Url}}/{{route.Name}}", "shape": "{{route.Shape}}", "least": "{{route.Least}}", "chatId": "7"}"""))}} } }""");

    private async Task TellAsync(string id, string type, EventSeverity severity = EventSeverity.Critical, string symbol = "AAPL", DateTimeOffset? venueTime = null)
    {
        var told = AlertLife.Event(id, type, severity, symbol, venueTime: venueTime);
        await (await _server.PublisherAsync("monitor")).PublishAsync(Subjects.Event("monitor", type), told, PublishExpectation.Once(told.Id), CancellationToken.None);
    }

    private async Task TellSessionAsync(DateOnly day, DateTimeOffset closes)
    {
        var session = new Session
        {
            Id = $"session-{day:O}",
            CorrelationId = $"session-{day:O}",
            CausationId = $"session-{day:O}",
            VenueTime = closes,
            MachineTime = closes,
            Day = day,
            OpensAt = closes.AddHours(-6.5),
            ClosesAt = closes,
            BaselineEquity = new Money(100_000m),
        };
        await (await _server.PublisherAsync("monitor")).PublishAsync(Subjects.Session(day), session, PublishExpectation.Once(session.Id), CancellationToken.None);
    }

    /// <summary>What this test's home stored about alerts.</summary>
    private async Task<IReadOnlyList<PipelineEvent>> StoredAsync()
    {
        var told = new List<PipelineEvent>();
        var range = new ReadRange { Subjects = ["event.orchestrator.*"] };
        await foreach (var message in new OrderedReader(await _server.ConnectAsync("viewer")).ReadAsync(Streams.Events, range, CancellationToken.None))
        {
            if (MessageReading.TryRead<PipelineEvent>(message.Data.Span, out var one, out _))
                told.Add(one);
        }

        return told;
    }
}
