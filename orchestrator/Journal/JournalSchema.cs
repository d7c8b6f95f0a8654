namespace Pipeline.Orchestrator.Journal;

/// <summary>The journal's tables. Money and quantities are decimal text, times ISO 8601 in UTC, enums snake case, bodies the messages' own JSON.</summary>
/// <remarks>
/// Tables that are filled from different streams refer to each other by id alone: which stream is read first must not matter. Within a stream a foreign key holds.
/// </remarks>
public static class JournalSchema
{
    /// <summary>Raised with every change of the tables or of what is written into them; a journal of another version is projected anew.</summary>
    public const int Version = 1;

    /// <summary>What only makes reading quicker: added to a journal of this version too, which need not be projected anew for it.</summary>
    public const string LaterIndexes = "CREATE INDEX IF NOT EXISTS orders_by_time ON orders (venue_time)";

    public const string Tables = """
        CREATE TABLE store (id TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE streams (stream TEXT PRIMARY KEY, created TEXT NOT NULL, sequence INTEGER NOT NULL, stored_at TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE messages (
            stream TEXT NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, correlation_id TEXT NOT NULL, causation_id TEXT NOT NULL,
            symbol TEXT, order_id TEXT, venue_time TEXT NOT NULL, machine_time TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (stream, sequence)) WITHOUT ROWID;
        CREATE INDEX messages_by_correlation ON messages (correlation_id);
        CREATE INDEX messages_by_id ON messages (id);
        CREATE INDEX messages_by_machine_time ON messages (machine_time);

        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, process TEXT NOT NULL, type TEXT NOT NULL, severity INTEGER NOT NULL, symbol TEXT, order_id TEXT,
            reason TEXT, text TEXT, facts TEXT NOT NULL, correlation_id TEXT NOT NULL, causation_id TEXT NOT NULL, venue_time TEXT NOT NULL, machine_time TEXT NOT NULL);
        CREATE INDEX events_by_correlation ON events (correlation_id);
        CREATE INDEX events_by_symbol ON events (symbol, sequence);
        CREATE INDEX events_by_order ON events (order_id) WHERE order_id IS NOT NULL;
        CREATE INDEX events_by_severity ON events (severity, sequence);
        CREATE INDEX events_by_type ON events (type, sequence);
        CREATE INDEX events_by_machine_time ON events (machine_time);

        CREATE TABLE signals (
            id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, strategy TEXT NOT NULL, symbol TEXT NOT NULL, venue_time TEXT NOT NULL, machine_time TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX signals_by_time ON signals (venue_time);
        CREATE INDEX signals_by_symbol ON signals (symbol, venue_time);
        CREATE TABLE refusals (
            signal_id TEXT PRIMARY KEY, reason TEXT NOT NULL, venue_time TEXT NOT NULL, machine_time TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE entries (
            id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, account TEXT NOT NULL, signal_id TEXT NOT NULL, strategy TEXT NOT NULL, symbol TEXT NOT NULL, client_order_id TEXT NOT NULL,
            venue_time TEXT NOT NULL, machine_time TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX entries_by_signal ON entries (signal_id);
        CREATE INDEX entries_by_client_order ON entries (client_order_id);

        CREATE TABLE intents (
            id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, trade_id TEXT NOT NULL, symbol TEXT NOT NULL, client_order_id TEXT, purpose TEXT NOT NULL,
            correlation_id TEXT NOT NULL, venue_time TEXT NOT NULL, machine_time TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX intents_by_client_order ON intents (client_order_id) WHERE client_order_id IS NOT NULL;
        CREATE TABLE answers (
            sequence INTEGER PRIMARY KEY, intent_id TEXT NOT NULL, owner TEXT NOT NULL, symbol TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL, client_order_id TEXT,
            venue_order_id TEXT, correlation_id TEXT NOT NULL, sent_at TEXT, machine_time TEXT NOT NULL, body TEXT NOT NULL);
        CREATE INDEX answers_by_intent ON answers (intent_id);

        CREATE TABLE orders (
            venue_order_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, client_order_id TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, status TEXT NOT NULL, is_open INTEGER NOT NULL,
            parent_id TEXT, correlation_id TEXT NOT NULL, submitted_at TEXT, venue_time TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX orders_by_client_order ON orders (client_order_id);
        CREATE INDEX orders_by_correlation ON orders (correlation_id);
        CREATE INDEX orders_by_symbol ON orders (symbol, venue_time);
        CREATE INDEX orders_open ON orders (is_open) WHERE is_open = 1;
        CREATE TABLE executions (
            venue_order_id TEXT NOT NULL REFERENCES orders (venue_order_id), cumulative_quantity TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, quantity TEXT NOT NULL, price TEXT NOT NULL,
            at TEXT NOT NULL, is_derived INTEGER NOT NULL, PRIMARY KEY (venue_order_id, cumulative_quantity)) WITHOUT ROWID;
        CREATE INDEX executions_by_time ON executions (at);
        CREATE TABLE amendments (
            id TEXT PRIMARY KEY, venue_order_id TEXT NOT NULL REFERENCES orders (venue_order_id), kind TEXT NOT NULL, quantity TEXT NOT NULL, price TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX amendments_by_order ON amendments (venue_order_id);

        CREATE TABLE positions (
            account TEXT NOT NULL, symbol TEXT NOT NULL, trade_id TEXT NOT NULL, sequence INTEGER NOT NULL, is_open INTEGER NOT NULL, strategy TEXT, correlation_id TEXT NOT NULL,
            opened_at TEXT, closed_at TEXT, venue_time TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (account, symbol, trade_id)) WITHOUT ROWID;
        CREATE INDEX positions_by_trade ON positions (trade_id);
        CREATE INDEX positions_open ON positions (is_open) WHERE is_open = 1;
        CREATE TABLE position_steps (
            sequence INTEGER PRIMARY KEY, account TEXT NOT NULL, symbol TEXT NOT NULL, trade_id TEXT NOT NULL, at TEXT NOT NULL, machine_time TEXT NOT NULL, quantity TEXT NOT NULL, stop TEXT, take_profit TEXT,
            peak TEXT, FOREIGN KEY (account, symbol, trade_id) REFERENCES positions (account, symbol, trade_id));
        CREATE INDEX position_steps_by_trade ON position_steps (trade_id, sequence);
        CREATE INDEX position_steps_by_position ON position_steps (account, symbol, trade_id);
        CREATE TABLE adjustments (
            id TEXT NOT NULL, account TEXT NOT NULL, symbol TEXT NOT NULL, trade_id TEXT NOT NULL, kind TEXT NOT NULL, quantity_change TEXT NOT NULL, price TEXT, at TEXT NOT NULL,
            PRIMARY KEY (account, symbol, trade_id, id), FOREIGN KEY (account, symbol, trade_id) REFERENCES positions (account, symbol, trade_id)) WITHOUT ROWID;

        CREATE TABLE trades (
            trade_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, account TEXT NOT NULL, signal_id TEXT NOT NULL, strategy TEXT NOT NULL, symbol TEXT NOT NULL, exit_reason TEXT NOT NULL,
            entry_at TEXT NOT NULL, exit_at TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX trades_by_exit ON trades (exit_at);
        CREATE INDEX trades_by_symbol ON trades (symbol, exit_at);
        CREATE INDEX trades_by_signal ON trades (signal_id);
        CREATE TABLE sessions (day TEXT PRIMARY KEY, sequence INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE cooldowns (symbol TEXT PRIMARY KEY, sequence INTEGER NOT NULL, until TEXT NOT NULL, trade_id TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE controls (
            sequence INTEGER PRIMARY KEY, subject TEXT NOT NULL, what TEXT NOT NULL, symbol TEXT, state TEXT, reason TEXT, by TEXT, until TEXT, venue_time TEXT NOT NULL, machine_time TEXT NOT NULL);
        CREATE INDEX controls_by_subject ON controls (subject, sequence);

        CREATE TABLE equity (
            id TEXT PRIMARY KEY, at TEXT NOT NULL, machine_time TEXT NOT NULL, equity TEXT NOT NULL, cash TEXT, buying_power TEXT, source TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX equity_by_time ON equity (at);
        """;
}
