using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Where shares are protected that came without a stop of their own: bought by others, or by an order whose intent nobody knows.</summary>
/// <param name="StopFraction">0.02 is two per cent below cost, or below the market when that is lower.</param>
/// <param name="ProfitFraction">0.04 is four per cent above cost, or above the market when that is higher.</param>
public sealed record AdoptedProtection(decimal StopFraction, decimal ProfitFraction)
{
    /// <summary>The position with a wanted stop, if it holds shares and has none.</summary>
    /// <param name="market">A current price, if one is known.</param>
    public Position Of(Position position, Price? market)
    {
        ArgumentNullException.ThrowIfNull(position);
        if (position.Quantity.IsZero || position.WantedStop is not null || (position.AverageEntryPrice ?? market) is not { } cost)
            return position;
        var (stop, profit) = WantedChange.ForAdopted(cost, market, StopFraction, ProfitFraction);
        return position with { InitialStop = position.InitialStop ?? stop, WantedStop = stop, TakeProfit = position.TakeProfit ?? profit };
    }
}
