using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Faults.Sockets;
using Pipeline.Simulator.Faults.Venue;

namespace Pipeline.Simulator.Faults;

/// <summary>Lets faults that happen by themselves happen when their time comes, on the engine's thread.</summary>
/// <param name="free">Cuts what the filter lets through off its endpoint and frees its place at once.</param>
public sealed class FaultEffects(FaultBoard board, StreamRegistry streams, Action<FaultFilter> free) : IStepSchedule
{
    public void Reached(TradingVenue venue, DateTimeOffset now)
    {
        if (board.IsEmpty) return;
        // What somebody else has undone already needs no undoing.
        foreach (var armed in board.Over(now)) ((VenueFault)armed.Order.Fault).Lift!(venue, now);
        foreach (var armed in board.Due(now))
        {
            switch (armed.Order.Fault)
            {
                case StreamFault fault:
                    streams.Fall(fault, armed.Order.Filter);
                    if (fault is { Trouble: StreamTrouble.Close, Code: 1006 } && armed.Order.Filter.Client is null) free(armed.Order.Filter);
                    break;
                case VenueFault fault:
                    if (fault.Happen(venue, now) is { } refusal) board.Failed(armed, refusal.Message);
                    break;
            }
        }
    }

    /// <summary>Undoes what lasts and would otherwise stay when a fault is switched off.</summary>
    public static void Undo(TradingVenue venue, ArmedFault armed, DateTimeOffset now)
    {
        if (armed.LiftAt is not null && armed.Order.Fault is VenueFault { Lift: { } lift }) lift(venue, now);
    }
}
