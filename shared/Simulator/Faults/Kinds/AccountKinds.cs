using Pipeline.Exchange;
using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Faults.Venue;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Kinds;

/// <summary>What the venue or its user forbids the account in mid-session, and what happens to open orders.</summary>
public static class AccountKinds
{
    private static readonly Dictionary<string, OrderStatus> Marks = new OrderStatus[]
    {
        OrderStatus.DoneForDay, OrderStatus.Stopped, OrderStatus.Suspended, OrderStatus.Calculated, OrderStatus.AcceptedForBidding, OrderStatus.New, OrderStatus.Rejected,
    }.ToDictionary(WireNames.Of);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("account", FaultFamily.Venue, "the account's status and flags change", said => new VenueFault((venue, now) => venue.Desk.Restrict(Changed(venue.State.Restrictions, said), now))
        {
            Lasting = said.Has("seconds") ? said.Seconds("seconds") : null,
            Lift = (venue, now) => venue.Desk.Restrict(new AccountRestrictions(), now),
        })
        {
            Parameters =
            [
                Text("status", "as the account shows it; anything but ACTIVE may not trade"), Flag("trading_blocked", "no orders", null), Flag("account_blocked", "no orders", null),
                Flag("transfers_blocked", "no transfers", null), Flag("liquidation_only", "only orders that reduce positions", null), Flag("shorting_allowed", "short sales", null),
                Choice("multiplier", "greatest multiplier", null, "1", "2", "4"), Number("seconds", "venue seconds until all restrictions are lifted; else they stay", null, 1, 31_622_400),
            ],
        },
        new("suspend-trade", FaultFamily.Venue, "the user's own switch: new orders are refused", said => new VenueFault((venue, now) => Suspend(venue, true, now))
        {
            Lasting = said.Has("seconds") ? said.Seconds("seconds") : null,
            Lift = (venue, now) => Suspend(venue, false, now),
        })
        {
            Parameters = [Number("seconds", "venue seconds until it is undone; else it stays", null, 1, 31_622_400)],
        },
        new("order-status", FaultFamily.Venue, "the open orders in a symbol get a rare status, or go on with new", said => new VenueFault((venue, now) => Mark(venue, said, now)))
        {
            Parameters = [Text("symbol", "symbol", required: true), Choice("status", "the status", "suspended", [.. Marks.Keys]), Text("reason", "why, when they are rejected", "rejected by the exchange")],
        },
    ];

    private static AccountRestrictions Changed(AccountRestrictions old, FaultArguments said) => old with
    {
        Status = said.Text("status") ?? old.Status,
        TradingBlocked = said.MaybeFlag("trading_blocked") ?? old.TradingBlocked,
        AccountBlocked = said.MaybeFlag("account_blocked") ?? old.AccountBlocked,
        TransfersBlocked = said.MaybeFlag("transfers_blocked") ?? old.TransfersBlocked,
        LiquidationOnly = said.MaybeFlag("liquidation_only") ?? old.LiquidationOnly,
        ShortingAllowed = said.MaybeFlag("shorting_allowed") ?? old.ShortingAllowed,
        MaxMultiplier = said.Text("multiplier") is { } multiplier ? multiplier[0] - '0' : old.MaxMultiplier,
    };

    private static Refusal? Suspend(TradingVenue venue, bool suspends, DateTimeOffset now)
    {
        venue.Configure(venue.State.Configuration with { SuspendTrade = suspends }, now);
        return null;
    }

    private static Refusal? Mark(TradingVenue venue, FaultArguments said, DateTimeOffset now)
    {
        var status = Marks[said.Text("status")!];
        Refusal? refusal = Refusal.NotFound($"no open order in {said.Text("symbol")}");
        foreach (var order in venue.State.Orders.OpenIn(said.Text("symbol")!))
        {
            refusal = status == OrderStatus.Rejected ? venue.Desk.Reject(order.Id, said.Text("reason")!, now) : venue.Desk.Mark(order.Id, status, now);
        }

        return refusal;
    }
}
