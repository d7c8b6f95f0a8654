namespace Pipeline.Exchange;

/// <summary>What happens between two sessions and between two days.</summary>
public sealed class DayEnd(EventLog log, OrderFamilies families, MatchingOptions options)
{
    private const ulong FeeIds = 4;

    private VenueState State => log.State;

    /// <summary>Books the crypto fees of days (UTC) that are over.</summary>
    public void BookFees(DateTimeOffset now)
    {
        if (State.Ledger.Fees.Count == 0) return;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var owed in State.Ledger.Fees.Where(fee => fee.Since < today).ToList())
        {
            var position = State.Ledger.Find(owed.Symbol);
            var quantity = Math.Min(owed.Quantity, position?.Quantity ?? 0m);
            var basis = position is null || quantity == 0m ? 0m
                : quantity == position.Quantity ? -position.CostBasis
                : -decimal.Round(position.CostBasis * quantity / position.Quantity, 9);
            log.Write(sequence => new PositionAdjusted(
                sequence, now, Chance.Id(options.Seed, FeeIds, (ulong)sequence), AdjustmentKind.CryptoFee, owed.Symbol,
                -quantity, basis, -owed.Dollars, basis - owed.Dollars, $"fee for crypto trades of {owed.Since:yyyy-MM-dd}"));
        }
    }

    /// <summary>Cancels short sales that wait for the open in a stock that has become hard to borrow.</summary>
    public void CancelUnborrowed(DateTimeOffset now)
    {
        if (State.Assets.IsEmpty) return;
        foreach (var asset in State.Assets.All.Where(asset => asset.EasyToBorrow == false))
        {
            foreach (var order in State.Orders.OpenIn(asset.Symbol).Where(order => order is { PositionIntent: "sell_to_open", IsOpen: true }))
                families.CancelAll(order, now);
        }
    }

    /// <summary>Ends the session, once.</summary>
    /// <param name="equity">Values the account at the close, in dollars.</param>
    public void CloseSession(DateTimeOffset now, Func<DateTimeOffset, decimal> equity)
    {
        var day = NewYork.DayOf(now);
        if (day <= State.LastClosedDay || TradingCalendar.On(day) is not { } session || now < session.Close) return;
        if (options.DoneForDay)
        {
            foreach (var order in State.Orders.Open().Where(EndsItsDay))
                log.Change(OrderEventKind.DoneForDay, order with { Status = OrderStatus.DoneForDay }, now);
        }

        var value = equity(session.Close);
        log.Write(sequence => new SessionClosed(sequence, now, day, value));
    }

    private static bool EndsItsDay(Order order) =>
        order is { TimeInForce: TimeInForce.Gtc, ExtendedHours: false, AssetClass: AssetClass.UsEquity, Status: OrderStatus.New or OrderStatus.PartiallyFilled };
}
