using System.Globalization;
using Pipeline.Contracts.Ledger;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>LEDGER: closed round trips, cooldowns and the days.</summary>
internal static class LedgerProjection
{
    public static StoryLine Apply(JournalRows rows, RawMessage raw, Trade trade)
    {
        rows.Execute(
            """
            INSERT OR IGNORE INTO trades (trade_id, sequence, account, signal_id, strategy, symbol, exit_reason, entry_at, exit_at, body)
            VALUES (@TradeId, @sequence, @Account, @SignalId, @Strategy, @symbol, @reason, @entryAt, @exitAt, @body)
            """,
            new
            {
                trade.TradeId,
                sequence = (long)raw.Sequence,
                trade.Account,
                trade.SignalId,
                trade.Strategy,
                symbol = trade.Symbol.Name,
                reason = JournalText.Of(trade.ExitReason),
                entryAt = JournalText.Of(trade.EntryAt),
                exitAt = JournalText.Of(trade.ExitAt),
                body = JournalText.Body(trade),
            });
        return new StoryLine(
            "trade", trade.Symbol, null,
            $"trade: {trade.Quantity} {trade.Symbol}, {trade.EntryPrice} to {trade.ExitPrice}, {JournalText.Of(trade.ExitReason).Replace('_', ' ')}, profit {trade.Profit.RoundedToCents()}");
    }

    public static StoryLine Apply(JournalRows rows, RawMessage raw, Cooldown cooldown)
    {
        rows.Execute(
            "INSERT OR REPLACE INTO cooldowns (symbol, sequence, until, trade_id) VALUES (@symbol, @sequence, @until, @TradeId)",
            new { symbol = cooldown.Symbol.Name, sequence = (long)raw.Sequence, until = JournalText.Of(cooldown.Until), cooldown.TradeId });
        return new StoryLine("cooldown", cooldown.Symbol, null, $"no new entry in {cooldown.Symbol} until {cooldown.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
    }

    public static StoryLine Apply(JournalRows rows, RawMessage raw, Session session)
    {
        var day = session.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        rows.Execute("INSERT OR REPLACE INTO sessions (day, sequence, body) VALUES (@day, @sequence, @body)", new { day, sequence = (long)raw.Sequence, body = JournalText.Body(session) });
        EquityRows.Add(rows, session, session.BaselineEquity.Value, session.BaselineCash?.Value, null, "session");
        return new StoryLine("session", null, null, $"session {day} began with {session.BaselineEquity} dollars");
    }
}
