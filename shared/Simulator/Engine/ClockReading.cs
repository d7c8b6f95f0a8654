namespace Pipeline.Simulator.Engine;

/// <summary>The venue clock at one moment.</summary>
/// <param name="Speed">Venue seconds a machine second.</param>
/// <param name="Generation">Grows with every jump, pause, start and change of speed.</param>
/// <param name="Ended">True when the recording is over.</param>
public sealed record ClockReading(DateTimeOffset Time, double Speed, bool Running, long Generation, bool Ended);
