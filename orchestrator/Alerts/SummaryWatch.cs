using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Alerts;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Raises the daily summary once a session has closed.</summary>
/// <param name="isSimulated">The venue has a clock of its own, which the events tell.</param>
/// <param name="equity">Dollars as last measured; null when nobody has.</param>
internal sealed class SummaryWatch(AlertDesk desk, bool isSimulated, Func<decimal?> equity, TimeProvider machine)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(5);

    /// <summary>The venue may change the close of a session while it lasts.</summary>
    private static readonly TimeSpan AskAgainInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private Session? _session;
    private long? _askedAt;

    public async Task RunAsync(StoredMessages stored, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        do
        {
            var now = isSimulated ? desk.Memory.VenueTime : machine.GetUtcNow();
            if (_session is { } session && DailySummary.IsDue(session, now))
            {
                desk.Raise(DailySummary.Of(session, desk.Memory.Day, equity(), machine.GetUtcNow()));
                _session = null;
            }

            if (now != default && (_askedAt is not { } asked || machine.GetElapsedTime(asked) >= (_session is null ? AskInterval : AskAgainInterval)))
                (_askedAt, _session) = (machine.GetTimestamp(), await NextAsync(stored, now, stopping) ?? _session);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    // A session that was told of already, or had closed before anybody looked and was told by an earlier life, is no news.
    private async Task<Session?> NextAsync(StoredMessages stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, NewYork).DateTime);
        if (await stored.LastMessageOfAsync(Streams.Ledger, Subjects.Session(day), cancellationToken) is not { } message
            || !MessageReading.TryRead<Session>(message.Data.Span, out var session, out _))
            return null;
        return desk.Knows(DailySummary.Of(session, DayTally.Empty, null, now).Id) ? null : session;
    }
}
