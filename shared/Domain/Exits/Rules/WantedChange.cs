using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Puts a decision into the position. What was wanted once is not taken back: an exit stays, a stop only rises.</summary>
public static class WantedChange
{
    public static Position Leave(Position position, ExitReason reason, DateTimeOffset deadline)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.ExitDeadline is not null || position.Quantity.IsZero
            ? position
            : position with { ExitReason = reason, ExitDeadline = deadline };
    }

    public static Position MoveStop(Position position, Price stop)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.WantedStop is { } rests && rests >= stop ? position : position with { WantedStop = stop };
    }

    /// <summary>Where an adopted position is protected: a fraction off what it cost, or off the market when that is lower.</summary>
    /// <param name="cost">Mean entry price at the venue.</param>
    /// <param name="market">The venue's current price, if known.</param>
    /// <param name="stopFraction">0.02 is two per cent below.</param>
    /// <param name="profitFraction">0.04 is four per cent above.</param>
    public static (Price Stop, Price TakeProfit) ForAdopted(Price cost, Price? market, decimal stopFraction, decimal profitFraction)
    {
        var low = market is { } price && price < cost ? price : cost;
        var high = market is { } other && other > cost ? other : cost;
        return (low.Moved(-stopFraction).FlooredToTick(), high.Moved(profitFraction).CeiledToTick());
    }
}
