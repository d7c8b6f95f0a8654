namespace Pipeline.Exchange;

/// <summary>The tick rule (Regulation NMS rule 612) and where a stop may lie.</summary>
public static class PriceRules
{
    /// <summary>How many decimals a number needs.</summary>
    public static int Decimals(decimal value)
    {
        var scale = value.Scale;
        while (scale > 0 && decimal.Round(value, scale - 1) == value) scale--;
        return scale;
    }

    public static Refusal? Check(OrderRequest request) =>
        SubPenny("limit_price", request.LimitPrice)
        ?? SubPenny("stop_price", request.StopPrice)
        ?? SubPenny("take_profit.limit_price", request.TakeProfitPrice)
        ?? SubPenny("stop_loss.stop_price", request.StopLossPrice)
        ?? SubPenny("stop_loss.limit_price", request.StopLossLimitPrice);

    /// <summary>At most two decimals from 1.00 upward, at most four below.</summary>
    public static Refusal? SubPenny(string field, decimal? price)
    {
        if (price is not { } value || Decimals(value) <= (value >= 1m ? 2 : 4)) return null;
        return Refusal.Unprocessable($"invalid {field} {Figure.Text(value)}. sub-penny increment does not fulfill minimum pricing criteria");
    }

    /// <summary>A stop must not be triggered already when it arrives.</summary>
    /// <param name="current">Price of the last trade, in dollars.</param>
    public static Refusal? StopSide(Side side, decimal? stopPrice, decimal current) => (side, stopPrice) switch
    {
        (Side.Sell, { } stop) when stop >= current => Refusal.Unprocessable("stop price must be less than current price").With("market_price", Figure.Text(current)),
        (Side.Buy, { } stop) when stop <= current => Refusal.Unprocessable("stop price must be greater than current price").With("market_price", Figure.Text(current)),
        _ => null,
    };
}
