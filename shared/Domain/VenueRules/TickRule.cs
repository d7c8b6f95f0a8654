using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>Where prices may lie: on the tick (Regulation NMS rule 612; wire contract 4.1), and a stop on the far side of the market (4.2).</summary>
public static class TickRule
{
    public static VenueRefusal? Check(OrderTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return SubPenny("limit_price", terms.LimitPrice)
            ?? SubPenny("stop_price", terms.StopPrice)
            ?? SubPenny("take_profit.limit_price", terms.TakeProfitPrice)
            ?? SubPenny("stop_loss.stop_price", terms.StopLossPrice)
            ?? SubPenny("stop_loss.limit_price", terms.StopLossLimitPrice);
    }

    /// <summary>At most two decimals from a dollar upward, at most four below.</summary>
    internal static VenueRefusal? SubPenny(string field, decimal? price) => price is not { } value || ShapeRule.Decimals(value) <= (value >= 1m ? 2 : 4)
        ? null
        : Unprocessable(VenueRule.Tick, $"invalid {field} {Figure(value)}. sub-penny increment does not fulfill minimum pricing criteria");

    /// <summary>A stop that would be triggered on arrival.</summary>
    internal static VenueRefusal? StopSide(OrderSide side, decimal? stop, decimal? last) => (side, stop, last) switch
    {
        (OrderSide.Sell, { } price, { } market) when price >= market => Unprocessable(VenueRule.StopSide, "stop price must be less than current price"),
        (OrderSide.Buy, { } price, { } market) when price <= market => Unprocessable(VenueRule.StopSide, "stop price must be greater than current price"),
        _ => null,
    };
}
