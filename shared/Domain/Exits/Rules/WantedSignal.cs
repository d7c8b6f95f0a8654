using System.Globalization;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>The wanted state that follows from a position. The position holds all of it, so it can be said again after a crash, word for word.</summary>
public static class WantedSignal
{
    /// <summary>The position with a new epoch when what is wanted has changed, or must be said again.</summary>
    /// <param name="again">Says it again although it is the same: the venue does not stand as wanted.</param>
    public static Position Advance(Position before, Position after, bool again = false)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var wanted = Content(after);
        return wanted is null || (!again && wanted == Content(before))
            ? after with { Epoch = before.Epoch }
            : after with { Epoch = before.Epoch + 1 };
    }

    /// <summary>Null when nothing was ever held. Times are the position's own; they are set to the moment of writing by who publishes.</summary>
    /// <param name="correlation">The signal the story began with.</param>
    public static SellSignal? Of(Position position, string correlation)
    {
        ArgumentNullException.ThrowIfNull(position);
        if (position.TradeId is null || position.OpenedAt is null)
            return null;
        var entry = position.Orders.FirstOrDefault(order => order.Role == OrderRole.Entry && order.TradeId == position.TradeId);
        var leaves = position.ExitReason is not null || position.Quantity.IsZero;
        return new SellSignal
        {
            Id = IdOf(position),
            CorrelationId = correlation,
            CausationId = correlation,
            VenueTime = default,
            MachineTime = default,
            Account = position.Account,
            Symbol = position.Symbol,
            Epoch = position.Epoch,
            TradeId = position.TradeId,
            Strategy = position.Strategy ?? Ledger.RoundTrip.AdoptedStrategy,
            Want = leaves ? WantedState.Exit : WantedState.Protect,
            Quantity = position.Quantity,
            StopPrice = leaves ? null : position.WantedStop?.FlooredToTick(),
            TakeProfitPrice = leaves ? null : position.TakeProfit?.CeiledToTick(),
            Reason = leaves ? position.ExitReason ?? ExitReason.ClosedExternally : null,
            Deadline = position.ExitDeadline,
            EntryVenueOrderId = entry?.VenueOrderId,
            EntryEnded = entry?.Ended ?? true,
        };
    }

    private static SellSignal? Content(Position position) => Of(position with { Epoch = 0 }, "");

    /// <summary>One id for each symbol and epoch: said twice, it is the same message.</summary>
    public static string IdOf(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return string.Create(CultureInfo.InvariantCulture, $"sell-{position.Account}-{position.Symbol.Token}-{position.Epoch}");
    }
}
