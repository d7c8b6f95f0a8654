using System.Globalization;
using System.Threading.Channels;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Ledger;
using Pipeline.Hosting;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>Knows the venue's sessions and writes down what each trading day begins with, once.</summary>
internal sealed class SessionHandling(MonitorBooks books, VenueQuestions venue, LedgerWriter writer, MonitorClock clock)
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

    public void Handle(MonitorInput.Hours hours) => books.Sessions = [.. hours.Sessions.OrderBy(session => session.OpensAt)];

    public async Task HandleAsync(MonitorInput.Baseline baseline, CancellationToken cancellationToken)
    {
        var (session, account) = (baseline.Session, baseline.Reading);
        if (books.Days.ContainsKey(session.Day))
            return;
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
