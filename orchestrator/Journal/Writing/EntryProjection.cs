using Pipeline.Contracts.Orders;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>ENTRIES: what was about to be bought, and the account as it was then.</summary>
internal static class EntryProjection
{
    public static StoryLine Apply(JournalRows rows, RawMessage raw, EntryIntent intent)
    {
        rows.Execute(
            """
            INSERT OR IGNORE INTO entries (id, sequence, account, signal_id, strategy, symbol, client_order_id, venue_time, machine_time, body)
            VALUES (@Id, @sequence, @Account, @SignalId, @Strategy, @symbol, @ClientOrderId, @venueTime, @machineTime, @body)
            """,
            new
            {
                intent.Id,
                sequence = (long)raw.Sequence,
                intent.Account,
                intent.SignalId,
                intent.Strategy,
                symbol = intent.Symbol.Name,
                intent.ClientOrderId,
                venueTime = JournalText.Of(intent.VenueTime),
                machineTime = JournalText.Of(intent.MachineTime),
                body = JournalText.Body(intent),
            });
        if (intent.Facts.Account is { } account)
            EquityRows.Add(rows, intent, account.Equity.Value, account.Cash.Value, account.BuyingPower.Value, "entry");
        return new StoryLine(
            "entry", intent.Symbol, intent.ClientOrderId,
            $"entry intended: buy {intent.Quantity} {intent.Symbol} at {intent.LimitPrice} at most, stop {intent.StopPrice}, take profit {intent.TakeProfitPrice}, {intent.Reserved} dollars reserved");
    }
}
