using Pipeline.Contracts.Values;
using Pipeline.Domain.Risk;

namespace Pipeline.Domain.Entries;

/// <summary>The three prices of an entry, on the venue's ticks and at a bracket's distances (wire contract 4.1 and 4.3).</summary>
/// <param name="Limit">Paid at most.</param>
/// <param name="Stop">At least 0.01 below the limit; for a pair a tick.</param>
/// <param name="TakeProfit">At least 0.01 above the limit; for a pair a tick.</param>
public sealed record BracketPrices(Price Limit, Price Stop, Price TakeProfit)
{
    private const decimal LeastDistance = 0.01m;

    /// <summary>Null when the price is so low that no stop fits below it.</summary>
    /// <param name="ask">The best offer, not above the cap.</param>
    /// <param name="signalClose">Close of the signal's bar; the slippage cap is measured from it.</param>
    /// <param name="limits">Cap, allowance, stop and take-profit distances.</param>
    /// <param name="isPair">A pair has no bracket, so its exits keep no distance.</param>
    public static BracketPrices? For(Price ask, Price signalClose, EntryLimits limits, bool isPair = false)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var cap = signalClose.Moved(limits.SlippageCap).FlooredToTick();
        var wanted = ask.Moved(limits.LimitAboveAsk).CeiledToTick();
        var limit = wanted < cap ? wanted : cap;
        var distance = isPair ? limit.Tick : LeastDistance;
        var stop = Math.Min(limit.Value * (1 - limits.StopLoss), limit.Value - distance);
        if (stop < LeastDistance)
            return null;
        var takeProfit = Math.Max(limit.Value * (1 + limits.TakeProfit), limit.Value + distance);
        return new BracketPrices(limit, new Price(stop).FlooredToTick(), new Price(takeProfit).CeiledToTick());
    }
}
