using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Clocks;

namespace Pipeline.Scanner;

/// <summary>The regular sessions around now, by the venue's own calendar.</summary>
public sealed class TradingHours(IVenueReader venue, VenueClock clock)
{
    private const int DaysBack = 10;
    private const int DaysAhead = 40;

    private volatile IReadOnlyList<SessionHours> _sessions = [];

    /// <summary>Reads the calendar when less than half of what was read lies ahead.</summary>
    public async Task KeepCurrentAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.Now.UtcDateTime);
        if (_sessions.Count == 0 || _sessions[^1].Day <= today.AddDays(DaysAhead / 2))
            await ReadAgainAsync(cancellationToken);
    }

    /// <summary>Reads the calendar: the venue may change the close of a session while it lasts.</summary>
    public async Task ReadAgainAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.Now.UtcDateTime);
        if (await venue.GetCalendarAsync(today.AddDays(-DaysBack), today.AddDays(DaysAhead), cancellationToken) is { Count: > 0 } sessions)
            _sessions = sessions;
    }

    /// <summary>Whether bars of a symbol count at a moment: pairs trade day and night.</summary>
    public bool IsOpen(Symbol symbol, DateTimeOffset time) => symbol.IsCrypto || IsRegular(time);

    public bool IsRegular(DateTimeOffset time) => _sessions.Any(session => session.OpensAt <= time && time < session.ClosesAt);

    /// <summary>The moment that lies so many minutes of trading before another, across nights.</summary>
    public DateTimeOffset MinutesOfTradingBefore(DateTimeOffset time, int minutes)
    {
        var left = TimeSpan.FromMinutes(minutes);
        foreach (var session in _sessions.Where(session => session.OpensAt < time).Reverse())
        {
            var end = session.ClosesAt < time ? session.ClosesAt : time;
            if (end - session.OpensAt >= left)
                return end - left;
            left -= end - session.OpensAt;
        }

        return time - TimeSpan.FromDays(DaysBack);
    }
}
