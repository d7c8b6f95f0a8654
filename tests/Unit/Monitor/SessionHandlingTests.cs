using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Domain.Entries;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Monitor;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Handling;
using Pipeline.Monitor.Inputs;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Contracts;
using Pipeline.Tests.Unit.Hosting;
using EntrySome = Pipeline.Tests.Unit.Entries.Some;

namespace Pipeline.Tests.Unit.Monitor;

/// <summary>Written as in a dry run, which stores nothing and remembers alike; told into a spool that nobody publishes from.</summary>
public sealed class SessionHandlingTests : IDisposable
{
    private static readonly SessionHours Usual = new(SampleLedger.Session.Day, SampleLedger.Session.OpensAt, SampleLedger.Session.ClosesAt);
    private static readonly SessionHours Early = Usual with { ClosesAt = Usual.ClosesAt.AddHours(-3) };
    private static readonly SessionHours Yesterday = new(Usual.Day.AddDays(-3), Usual.OpensAt.AddDays(-3), Usual.ClosesAt.AddDays(-3));
    private static readonly StageRun Run = Unstarted.Run(Processes.Monitor);

    private readonly TemporaryHome _home = new();
    private readonly EventSpool _spool;
    private readonly EventTeller _events;
    private readonly MonitorBooks _books = new(Run);
    private readonly MonitorClock _clock;
    private readonly SessionHandling _sessions;
    private readonly BookHandling _handling;

    public SessionHandlingTests()
    {
        var venue = new ReplayVenueClock();
        _clock = new MonitorClock(venue, TimeProvider.System);
        _spool = EventSpool.Open(_home.Path("monitor.events"));
        _events = new EventTeller(Run, null!, venue, TimeProvider.System, NullLogger<EventTeller>.Instance, _spool);
        var (dry, teller) = (Run with { DryRun = true }, new LedgerTeller(_events));
        var writer = new LedgerWriter(dry, _books, _clock, null!, null!, teller);
        _sessions = new SessionHandling(_books, null!, writer, teller, _clock);
        _handling = new BookHandling(_books, null!, writer, Run, _clock, NullLogger<BookHandling>.Instance);
        Now(Usual.OpensAt.AddHours(1));
    }

    public void Dispose()
    {
        _events.Dispose();
        _spool.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task An_early_close_that_is_announced_during_the_day_is_written_and_told_once_and_holds_for_entries_and_exits()
    {
        await HearAsync(Usual);
        await BeginAsync(Usual);
        var begun = _books.Days[Usual.Day];
        Now(Usual.OpensAt.AddHours(2));

        await HearAsync(Early);
        await HearAsync(Early);

        var day = _books.Days[Usual.Day];
        Assert.Equal((begun.Id, begun.BaselineEquity, Early.ClosesAt), (day.Id, day.BaselineEquity, day.ClosesAt));
        Assert.Equal((2ul, Early.ClosesAt), (_books.DaySequences[Usual.Day], _books.SessionClose(_clock.Venue)));
        Assert.Equal(["session_changed"], Told());
        var book = EntrySome.Book();
        book.Calendar.Fold(begun);
        book.Calendar.Fold(day);
        Assert.Equal(EntryRefusals.OutsideSession, SessionRules.Inside(EntrySome.Question(book) with { Facts = EntrySome.Facts() with { Now = Early.ClosesAt } })?.Reason);
    }

    [Fact]
    public async Task The_echo_of_the_first_hours_does_not_bring_them_back()
    {
        await HearAsync(Usual);
        await BeginAsync(Usual);
        var first = _books.Days[Usual.Day];
        await HearAsync(Early);

        await _handling.HandleAsync(new BookEntry(Streams.Ledger, 1, Subjects.Session(Usual.Day), ContractsJson.Write(first), _clock.Machine), CancellationToken.None);

        Assert.Equal((2ul, Early.ClosesAt), (_books.DaySequences[Usual.Day], _books.Days[Usual.Day].ClosesAt));
    }

    [Fact]
    public async Task A_day_begins_with_the_hours_that_hold_when_its_account_is_read_and_an_empty_calendar_is_none()
    {
        await HearAsync(Early);
        await BeginAsync(Usual);
        await _sessions.HandleAsync(new MonitorInput.Hours([]), CancellationToken.None);

        Assert.Equal((Early.ClosesAt, Early.ClosesAt), (_books.Days[Usual.Day].ClosesAt, _books.SessionClose(_clock.Venue)));
        Assert.Empty(Told());
    }

    private void Now(DateTimeOffset now) => _clock.Replay(now, now);

    private Task HearAsync(SessionHours today) => _sessions.HandleAsync(new MonitorInput.Hours([today, Yesterday]), CancellationToken.None);

    private Task BeginAsync(SessionHours today) => _sessions.HandleAsync(
        new MonitorInput.Baseline(today, new AccountReading("account", EntrySome.Money(), MayTrade: true, "ACTIVE")), CancellationToken.None);

    private IReadOnlyList<string> Told()
    {
        _events.Dispose();
        _spool.Dispose();
        using var next = EventSpool.Open(_home.Path("monitor.events"));
        return [.. next.Left.Select(told => told.Type)];
    }
}
