namespace Pipeline.Exchange;

/// <summary>What an account is worth, from its state and the market.</summary>
public static class AccountMath
{
    public static AccountFigures Figures(VenueState state, IMarket market, DateTimeOffset now)
    {
        var ledger = state.Ledger;
        decimal longs = 0m, shorts = 0m, reserved = 0m;
        foreach (var position in ledger.Positions)
        {
            var value = decimal.Round(position.Quantity * PriceOf(position, market, now), 2);
            if (value > 0m) longs += value;
            else shorts += value;
        }

        foreach (var order in state.Orders.Open())
        {
            // The successor in a replace is counted, not the order it takes the place of.
            if (order.Status == OrderStatus.PendingReplace || market.TickAt(order.Symbol, now) is not { } tick) continue;
            reserved += Reservations.HeldBy(order, ledger.QuantityOf(order.Symbol), tick);
        }

        var equity = ledger.Cash + longs + shorts;
        var multiplier = equity < 2000m ? 1 : state.Configuration.MaxMarginMultiplier;
        var power = (multiplier * equity) - longs + shorts - reserved;
        return new AccountFigures(ledger.Cash, longs, shorts, equity, state.LastEquity, multiplier, reserved, Math.Max(0m, decimal.Round(power, 2)));
    }

    /// <summary>The price a position is valued at: the last trade, or its cost when there is none.</summary>
    public static decimal PriceOf(Position position, IMarket market, DateTimeOffset now) =>
        market.TickAt(position.Symbol, now)?.Last ?? position.AverageEntryPrice;
}
