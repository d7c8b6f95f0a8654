using Pipeline.Exchange;

namespace Pipeline.Simulator.Engine;

/// <summary>Every event since the account was opened, for readers on any thread.</summary>
public sealed class EventArchive(IEnumerable<ExchangeEvent> known) : IStepListener
{
    private readonly Lock _gate = new();
    private readonly List<ExchangeEvent> _events = [.. known];

    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
        lock (_gate) _events.AddRange(events);
    }

    public void Reached(DateTimeOffset second)
    {
    }

    /// <summary>The events after a sequence.</summary>
    public IReadOnlyList<ExchangeEvent> Read(long after)
    {
        lock (_gate) return _events.Skip((int)after).ToList();
    }
}
