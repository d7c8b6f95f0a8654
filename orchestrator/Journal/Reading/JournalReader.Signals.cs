using Dapper;
using Pipeline.Contracts.Signals;

namespace Pipeline.Orchestrator.Journal.Reading;

public sealed partial class JournalReader
{
    private const string SignalsWithAnswers = """
        FROM signals LEFT JOIN refusals ON refusals.signal_id = signals.id
        LEFT JOIN (SELECT signal_id, MIN(id) AS id, MIN(machine_time) AS machine_time FROM entries GROUP BY signal_id) AS entered ON entered.signal_id = signals.id
        """;

    /// <summary>Buy signals and what became of them, newest first.</summary>
    /// <param name="filter">By the signal's venue time.</param>
    /// <param name="outcome">Only those of which this became; null: all.</param>
    /// <param name="reason">Only those refused for this reason; null: all.</param>
    public IReadOnlyList<SignalRow> Signals(JournalFilter filter, SignalOutcome? outcome = null, string? reason = null)
    {
        var conditions = SignalsOf(filter).When(reason, "reason", "refusals.reason = @reason");
        if (outcome is { } wanted)
            conditions.Always(Of(wanted));
        var rows = _connection.Query<(string Body, string? Reason, string? RefusedAt, string? Entry, string? EnteredAt)>(
            $"SELECT signals.body, refusals.reason, refusals.machine_time, entered.id, entered.machine_time {SignalsWithAnswers} {conditions} ORDER BY signals.venue_time DESC, signals.id DESC LIMIT {filter.Limit ?? -1}",
            conditions.Values);
        return [.. rows.Select(row => RowOf(JournalText.Message<BuySignal>(row.Body), row.Reason, row.RefusedAt, row.Entry, row.EnteredAt))];
    }

    /// <summary>How many of the signals came how far, and for what the others were refused.</summary>
    public SignalFunnel Funnel(JournalFilter filter)
    {
        var conditions = SignalsOf(filter);
        var (found, refused, entered, filled) = _connection.QueryFirst<(int, int, int, int)>(
            $"""
            SELECT COUNT(*), COALESCE(SUM(entered.id IS NULL AND refusals.reason IS NOT NULL), 0), COALESCE(SUM(entered.id IS NOT NULL), 0),
                COALESCE(SUM(EXISTS (SELECT 1 FROM positions WHERE positions.trade_id = entered.id)), 0)
            {SignalsWithAnswers} {conditions}
            """,
            conditions.Values);
        var trades = _connection.Query<string>($"SELECT trades.body {SignalsWithAnswers} JOIN trades ON trades.signal_id = signals.id {conditions}", conditions.Values)
            .Select(JournalText.Message<Contracts.Ledger.Trade>)
            .ToList();
        var reasons = _connection.Query<(string Reason, int Count)>(
            $"SELECT refusals.reason, COUNT(*) AS count {SignalsWithAnswers} {SignalsOf(filter).Always(Of(SignalOutcome.Refused))} GROUP BY refusals.reason ORDER BY count DESC, refusals.reason", conditions.Values);
        return new SignalFunnel(
            found, refused, found - refused - entered, entered, filled, trades.Count, trades.Count(trade => trade.Profit.Value > 0), [.. reasons.Select(row => KeyValuePair.Create(row.Reason, row.Count))]);
    }

    private static Conditions SignalsOf(JournalFilter filter) => new Conditions().With(filter, "signals.venue_time", "signals.symbol", "signals.strategy");

    // A signal may be refused and entered after all: by a second buyer, or the same after a restart. The entry counts.
    private static string Of(SignalOutcome outcome) => outcome switch
    {
        SignalOutcome.Entered => "entered.id IS NOT NULL",
        SignalOutcome.Refused => "entered.id IS NULL AND refusals.reason IS NOT NULL",
        _ => "entered.id IS NULL AND refusals.reason IS NULL",
    };

    private static SignalRow RowOf(BuySignal signal, string? reason, string? refusedAt, string? entry, string? enteredAt)
    {
        var outcome = entry is not null ? SignalOutcome.Entered : reason is not null ? SignalOutcome.Refused : SignalOutcome.Unanswered;
        var answered = outcome == SignalOutcome.Entered ? enteredAt : refusedAt;
        return new SignalRow(signal, outcome, outcome == SignalOutcome.Refused ? reason : null, entry, answered is null ? null : JournalText.Time(answered));
    }
}
