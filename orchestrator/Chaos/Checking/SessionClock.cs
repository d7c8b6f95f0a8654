namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>When it was session, in machine time: venue time runs at any speed, stands still and jumps.</summary>
public static class SessionClock
{
    private static readonly MachineSpan Always = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>The machine time that lies in regular sessions.</summary>
    public static IReadOnlyList<MachineSpan> InSession(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (evidence.Sessions.Count == 0)
            return [Always];
        var readings = evidence.Venue.Select(entry => new ClockPair(entry.Machine, entry.At)).Concat(evidence.Clocks).OrderBy(reading => reading.Machine).ThenBy(reading => reading.Venue).ToList();
        var spans = new List<MachineSpan>();
        for (var i = 0; i < readings.Count; i++)
        {
            var (from, to) = (readings[i], i + 1 < readings.Count ? readings[i + 1] : new ClockPair(evidence.Until, readings[i].Venue));
            spans.AddRange(evidence.Sessions.Select(session => Part(from, to, session)).OfType<MachineSpan>());
        }

        return MachineSpans.Within(Always, spans);
    }

    /// <summary>The part of the time between two readings that lies in a session, by how venue time ran between them.</summary>
    private static MachineSpan? Part(ClockPair from, ClockPair to, TradingHours session)
    {
        var (begin, end) = (Max(from.Venue, session.Open), Min(to.Venue, session.Close));
        if (from.Venue >= to.Venue)
            return from.Venue >= session.Open && from.Venue < session.Close && from.Machine < to.Machine ? new MachineSpan(from.Machine, to.Machine) : null;
        return begin < end ? new MachineSpan(At(begin), At(end)) : null;

        DateTimeOffset At(DateTimeOffset venue) => from.Machine + ((to.Machine - from.Machine) * ((venue - from.Venue) / (to.Venue - from.Venue)));
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
