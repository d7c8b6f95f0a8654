using Pipeline.Exchange;

namespace Pipeline.Simulator.Engine;

/// <summary>Has things to do to the venue at certain venue times. Called on the engine's thread before each step; must not block.</summary>
public interface IStepSchedule
{
    /// <summary>Venue time came to a moment that the venue has not been stepped to yet.</summary>
    void Reached(TradingVenue venue, DateTimeOffset now);
}
