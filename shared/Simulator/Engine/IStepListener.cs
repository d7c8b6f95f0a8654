using Pipeline.Exchange;

namespace Pipeline.Simulator.Engine;

/// <summary>Hears what the engine did, on the engine's thread; must not block.</summary>
public interface IStepListener
{
    /// <summary>Order changes, already on the journal.</summary>
    void Occurred(IReadOnlyList<ExchangeEvent> events);

    /// <summary>Venue time reached a whole second.</summary>
    void Reached(DateTimeOffset second);
}
