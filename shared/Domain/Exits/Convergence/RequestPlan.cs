using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>What a step asks of the venue.</summary>
/// <param name="Action">Place, replace or cancel.</param>
/// <param name="Leg">What the order is to its trade, as it stands in client order ids.</param>
/// <param name="Purpose">Why, as it stands in intents; the monitor reads an order's role from it.</param>
/// <param name="Target">The order to replace or cancel.</param>
/// <param name="Quantity">Null: unchanged.</param>
/// <param name="Limit">Price of a limit order, or of an OCO's take-profit; null: none, or unchanged.</param>
/// <param name="Stop">Null: none, or unchanged.</param>
/// <param name="StopLimit">Limit of a stop-limit order; null: none, or unchanged.</param>
/// <param name="Day">A stop that ends with the session.</param>
public sealed record RequestPlan(
    OrderAction Action, string Leg, string Purpose, VenueOrder? Target = null, Shares? Quantity = null, Price? Limit = null, Price? Stop = null,
    Price? StopLimit = null, bool Day = false)
{
    /// <summary>Null when the step sends nothing.</summary>
    public static RequestPlan? Of(NextStep step) => step switch
    {
        NextStep.PlaceOco oco => new(OrderAction.Place, "oco", "protect", Quantity: oco.Quantity, Limit: oco.TakeProfit, Stop: oco.Stop),
        NextStep.PlaceStop stop => new(OrderAction.Place, "stop", "protect", Quantity: stop.Quantity, Stop: stop.Stop, StopLimit: stop.Limit, Day: stop.Day),
        NextStep.WideEmergencyStop stop => new(OrderAction.Place, "widestop", "emergency_stop", Quantity: stop.Quantity, Stop: stop.Stop, StopLimit: stop.Limit, Day: stop.Day),
        NextStep.SellLimit sell => new(OrderAction.Place, "limit", "exit_limit", Quantity: sell.Quantity, Limit: sell.Limit),
        NextStep.SellMarket sell => new(OrderAction.Place, "market", "exit_market", Quantity: sell.Quantity),
        NextStep.EmergencyExit sell => new(OrderAction.Place, "emergency", "exit_market", Quantity: sell.Quantity),
        NextStep.MoveStop move => new(OrderAction.Replace, "movestop", "move_stop", move.Order, Stop: move.Stop, StopLimit: move.Limit),
        NextStep.Resize resize => new(OrderAction.Replace, "resize", "protect", resize.Order, resize.Quantity),
        NextStep.MakeMarketable move => new(OrderAction.Replace, "reprice", "exit_limit", move.Order, Limit: move.Limit),
        NextStep.Cancel cancel => new(OrderAction.Cancel, "cancel", PurposeOf(cancel.Why), cancel.Order),
        _ => null,
    };

    private static string PurposeOf(CancelCause why) => why switch
    {
        CancelCause.Orphan => "orphan",
        CancelCause.Exit or CancelCause.Skipped => "exit_cancel",
        CancelCause.Excess => "excess",
        _ => "protect",
    };
}
