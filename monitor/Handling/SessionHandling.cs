using System.Globalization;
using System.Threading.Channels;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Ledger;
using Pipeline.Hosting;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>Knows the venue's sessions and writes down what each trading day begins with, once, and its hours again whenever the venue changes them.</summary>
internal sealed class SessionHandling(MonitorBooks books, VenueQuestions venue, LedgerWriter writer, LedgerTeller teller, MonitorClock clock)
{
    private static readonly TimeSpan Reread = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private DateTimeOffset? _hoursAskedAt;
    private DateTimeOffset? _baselineAskedAt;

    /// <summary>Asks for what is missing; the answers come back as inputs.</summary>
    public void Look(ChannelWriter<MonitorInput> loop, Action<Task> track, CancellationToken stopping)
    {
        var machine = clock.Machine;
        var isCurrent = books.Sessions.Count > 0 && books.Sessions[^1].OpensAt > clock.Venue;
        if (machine - (_hoursAskedAt ?? DateTimeOffset.MinValue) >= (isCurrent ? Reread : Retry))
        {
            _hoursAskedAt = machine;
            track(venue.ReadHoursAsync(clock.Venue, loop, stopping));
        }

        if (Current() is { } session && !books.Days.ContainsKey(session.Day) && machine - (_baselineAskedAt ?? DateTimeOffset.MinValue) >= Retry)
        {
            _baselineAskedAt = machine;
            track(venue.ReadBaselineAsync(session, loop, stopping));
        }
    }

    /// <summary>The monitor goes by the newest hours at once; the others read them from the day's session.</summary>
    public async Task HandleAsync(MonitorInput.Hours hours, CancellationToken cancellationToken)
    {
        // Two weeks without any session are no calendar.
        if (hours.Sessions.Count == 0)
            return;
        books.Sessions = [.. hours.Sessions.OrderBy(session => session.OpensAt)];
        foreach (var session in books.Sessions)
        {
            if (!books.Days.TryGetValue(session.Day, out var written) || SessionAmendment.Of(written, session.OpensAt, session.ClosesAt, clock.Venue, clock.Machine) is not { } amended)
                continue;
            await teller.SessionChangedAsync(written, amended);
            await writer.WriteAsync(amended, cancellationToken);
        }
    }

    public async Task HandleAsync(MonitorInput.Baseline baseline, CancellationToken cancellationToken)
    {
        if (books.Days.ContainsKey(baseline.Session.Day))
            return;
        // Its hours may have changed since the account was asked for.
        var (session, account) = (books.Sessions.FirstOrDefault(known => known.Day == baseline.Session.Day) ?? baseline.Session, baseline.Reading);
        KillPoint.Reached(KillPoints.MonitorSessionRead);
        var id = string.Create(CultureInfo.InvariantCulture, $"session-{session.Day:yyyy-MM-dd}");
        var begun = new Session
        {
            Id = id,
            CorrelationId = id,
            CausationId = id,
            VenueTime = clock.Venue,
            MachineTime = clock.Machine,
            Day = session.Day,
            OpensAt = session.OpensAt,
            ClosesAt = session.ClosesAt,
            BaselineEquity = account.Values.Equity,
        };
        await writer.WriteAsync(begun, cancellationToken);
    }

    // The day that is on, or the next one: its baseline stands before it opens.
    private SessionHours? Current() => books.Sessions.FirstOrDefault(session => session.ClosesAt > clock.Venue);
}
