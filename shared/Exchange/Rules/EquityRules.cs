namespace Pipeline.Exchange;

/// <summary>Type, time in force, session and state of a stock (wire contract 4.2, 4.7, 4.8).</summary>
public static class EquityRules
{
    public static Refusal? Check(OrderRequest request, OrderFacts facts) =>
        Times(request) ?? ExtendedHours(request, facts) ?? Auction(request, facts) ?? State(request, facts);

    private static Refusal? Times(OrderRequest request)
    {
        var rests = request.TimeInForce is TimeInForce.Day or TimeInForce.Gtc;
        return rests || request.Type is OrderType.Market or OrderType.Limit ? null : Refusal.Malformed("invalid time_in_force");
    }

    private static Refusal? ExtendedHours(OrderRequest request, OrderFacts facts)
    {
        if (!request.ExtendedHours) return null;
        if (request is not { Type: OrderType.Limit, TimeInForce: TimeInForce.Day or TimeInForce.Gtc, Class: OrderClass.Simple })
            return Refusal.Unprocessable("extended hours order must be DAY or GTC limit orders");
        var fractional = request.Quantity is not { } quantity || decimal.Truncate(quantity) != quantity;
        return fractional && !facts.Asset.FractionalExtendedHours
            ? Refusal.Unprocessable($"asset \"{request.Symbol}\" is not fractionable in extended hours")
            : null;
    }

    private static Refusal? Auction(OrderRequest request, OrderFacts facts) => request.TimeInForce switch
    {
        TimeInForce.Opg when TradingCalendar.OpeningAuctionFor(facts.Now) is null =>
            Refusal.Forbidden("opg orders must be submitted after 7:00pm and before 9:28am"),
        TimeInForce.Cls when TradingCalendar.ClosingAuctionFor(facts.Now) is null =>
            Refusal.Forbidden("cls orders must be submitted after 7:00pm and before 3:50pm"),
        _ => null,
    };

    private static Refusal? State(OrderRequest request, OrderFacts facts)
    {
        if (!facts.Asset.EasyToBorrow && request.TimeInForce != TimeInForce.Day)
            return Refusal.Unprocessable($"only day orders are allowed for hard-to-borrow asset \"{request.Symbol}\"");
        return facts.IsHalted && request.Type == OrderType.Market
            ? Refusal.Unprocessable($"market order rejected due to trading halt on symbol: \"{request.Symbol}\", please place a limit order instead")
            : null;
    }
}
