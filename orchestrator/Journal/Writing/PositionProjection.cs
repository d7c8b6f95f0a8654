using Pipeline.Contracts.Ledger;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>LEDGER: the book of each round trip, and each step of its quantity and stop.</summary>
internal static class PositionProjection
{
    public static StoryLine Apply(JournalRows rows, RawMessage raw, Position position)
    {
        var key = new { position.Account, symbol = position.Symbol.Name, trade = position.TradeId ?? "" };
        var before = rows.Text("SELECT body FROM positions WHERE account = @Account AND symbol = @symbol AND trade_id = @trade", key) is { } body ? JournalText.Message<Position>(body) : null;
        // One book a symbol: what was open under another round trip is not any more.
        rows.Execute("UPDATE positions SET is_open = 0 WHERE account = @Account AND symbol = @symbol AND trade_id <> @trade AND is_open = 1", key);
        rows.Execute(
            """
            INSERT INTO positions (account, symbol, trade_id, sequence, is_open, strategy, correlation_id, opened_at, closed_at, venue_time, body)
            VALUES (@Account, @symbol, @trade, @sequence, @isOpen, @Strategy, @CorrelationId, @openedAt, @closedAt, @venueTime, @body)
            ON CONFLICT (account, symbol, trade_id) DO UPDATE SET
                sequence = @sequence, is_open = @isOpen, strategy = @Strategy, correlation_id = @CorrelationId, opened_at = @openedAt, closed_at = @closedAt, venue_time = @venueTime, body = @body
            """,
            new
            {
                position.Account,
                symbol = position.Symbol.Name,
                trade = position.TradeId ?? "",
                sequence = (long)raw.Sequence,
                isOpen = !position.Quantity.IsZero,
                position.Strategy,
                position.CorrelationId,
                openedAt = JournalText.Of(position.OpenedAt),
                closedAt = JournalText.Of(position.ClosedAt),
                venueTime = JournalText.Of(position.VenueTime),
                body = JournalText.Body(position),
            });
        foreach (var adjustment in position.Adjustments)
            Store(rows, position, adjustment);
        var stepped = before is null || before.Quantity != position.Quantity || before.WantedStop != position.WantedStop || before.TakeProfit != position.TakeProfit;
        if (stepped)
            Step(rows, raw, position);
        var told = stepped || before!.TrailingActive != position.TrailingActive || before.BreakevenReached != position.BreakevenReached || before.ExitReason != position.ExitReason || before.Epoch != position.Epoch;
        return new StoryLine(told ? "position" : "held", position.Symbol, null, TextOf(position));
    }

    private static void Step(JournalRows rows, RawMessage raw, Position position) => rows.Execute(
        """
        INSERT OR IGNORE INTO position_steps (sequence, account, symbol, trade_id, at, machine_time, quantity, stop, take_profit, peak)
        VALUES (@sequence, @Account, @symbol, @trade, @at, @machineTime, @quantity, @stop, @takeProfit, @peak)
        """,
        new
        {
            sequence = (long)raw.Sequence,
            position.Account,
            symbol = position.Symbol.Name,
            trade = position.TradeId ?? "",
            at = JournalText.Of(position.VenueTime),
            machineTime = JournalText.Of(position.MachineTime),
            quantity = JournalText.Of(position.Quantity.Value),
            stop = position.WantedStop?.ToString(),
            takeProfit = position.TakeProfit?.ToString(),
            peak = position.Peak?.ToString(),
        });

    private static void Store(JournalRows rows, Position position, PositionAdjustment adjustment) => rows.Execute(
        """
        INSERT OR IGNORE INTO adjustments (id, account, symbol, trade_id, kind, quantity_change, price, at)
        VALUES (@Id, @Account, @symbol, @trade, @kind, @change, @price, @at)
        """,
        new
        {
            adjustment.Id,
            position.Account,
            symbol = position.Symbol.Name,
            trade = position.TradeId ?? "",
            kind = JournalText.Of(adjustment.Kind),
            change = JournalText.Of(adjustment.QuantityChange),
            price = adjustment.Price?.ToString(),
            at = JournalText.Of(adjustment.At),
        });

    private static string TextOf(Position position)
    {
        var exit = position.ExitReason is { } reason ? $", leaving: {JournalText.Of(reason).Replace('_', ' ')}" : "";
        return position.Quantity.IsZero
            ? $"position {position.Symbol} closed{exit.Replace("leaving: ", "", StringComparison.Ordinal)}"
            : $"position: {position.Quantity} {position.Symbol}{(position.AverageEntryPrice is { } entry ? $" at {decimal.Round(entry.Value, 4)}" : "")}{(position.WantedStop is { } stop ? $", stop {stop}" : "")}{(position.Peak is { } peak ? $", peak {peak}" : "")}{exit}";
    }
}
