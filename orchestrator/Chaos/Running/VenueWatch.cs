using Pipeline.Orchestrator.Chaos.Checking;
using Pipeline.Orchestrator.Chaos.Checking.Rules;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>Follows the venue's log and clock, and keeps the book of when the venue is excused. Safe from any thread.</summary>
public sealed class VenueWatch(Switchboard venue, TimeProvider machine)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly List<VenueEntry> _log = [];
    private readonly List<ClockPair> _clocks = [];
    private readonly List<Trouble> _troubles = [];
    private DateTimeOffset? _lostSince;

    /// <summary>The venue was killed or frozen just now: it is excused until it answers again.</summary>
    public void Lost()
    {
        lock (_gate)
            _lostSince ??= machine.GetUtcNow();
    }

    /// <summary>A fault was switched on just now that lets the venue misbehave for so long.</summary>
    public void Excuse(TimeSpan time, string? symbol, string what)
    {
        var now = machine.GetUtcNow();
        lock (_gate)
            _troubles.Add(new Trouble(now, now + time, symbol, what));
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            var asked = machine.GetUtcNow();
            if (await venue.TimeAsync(stopping) is not { } time)
                continue;
            Answered(asked, time);
            var more = await venue.EventsAsync(Last(), stopping);
            lock (_gate)
                _log.AddRange(more);
        }
    }

    /// <summary>What was seen so far, without the streams.</summary>
    public Evidence Read(IReadOnlyList<TradingHours> sessions)
    {
        lock (_gate)
        {
            var now = machine.GetUtcNow();
            List<Trouble> troubles = [.. _troubles, .. VenueHalts.Of(_log, now)];
            if (_lostSince is { } since)
                troubles.Add(new Trouble(since, now, null, "the venue is away"));
            return new Evidence { Venue = [.. _log], Clocks = [.. _clocks], Troubles = troubles, Sessions = sessions, Until = now };
        }
    }

    /// <summary>Symbols that are held or have open orders, sorted.</summary>
    public IReadOnlyList<string> SymbolsInPlay()
    {
        lock (_gate)
        {
            var account = Batches.Fold(_log, (_, _) => { });
            return [.. account.Holdings.Select(holding => holding.Key).Union(account.Open.Select(order => order.Symbol)).Order(StringComparer.Ordinal)];
        }
    }

    private void Answered(DateTimeOffset asked, DateTimeOffset time)
    {
        lock (_gate)
        {
            var now = machine.GetUtcNow();
            _clocks.Add(new ClockPair(now, time));
            if (_lostSince is not { } since || asked <= since)
                return;
            _troubles.Add(new Trouble(since, now, null, "the venue was away"));
            _lostSince = null;
        }
    }

    private long Last()
    {
        lock (_gate)
            return _log.Count > 0 ? _log[^1].Sequence : 0;
    }
}
