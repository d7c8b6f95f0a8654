using Dapper;
using Microsoft.Data.Sqlite;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Statistics;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Journal.Reading;

/// <summary>Typed queries over a home's journal, from any process, while it is written or while nothing runs.</summary>
/// <remarks>
/// <para>Open one for each look (<see cref="Open"/>, a millisecond), ask, dispose. It reads one consistent state per query, never waits for the writer and never holds it up. Not for two threads at once.</para>
/// <para>Lists come newest first where a limit is likely (signals, orders, events), oldest first where they are a course (trades, equity, steps). What a list is made of is the contracts' own types.</para>
/// <para>The file is the writer's (<see cref="Writing.JournalKeeper"/>); <c>status.json</c> tells whether it is current. A query may throw <see cref="SqliteException"/> where the file is damaged: the writer then sets it aside within seconds.</para>
/// </remarks>
public sealed partial class JournalReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly JournalFile _file;

    private JournalReader(SqliteConnection connection, JournalFile file) => (_connection, _file) = (connection, file);

    /// <exception cref="PipelineException">There is no journal, it cannot be read, or it was written by another version of the pipeline.</exception>
    public static JournalReader Open(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        var file = new JournalFile(home);
        if (!file.Exists)
            throw new PipelineException(ExitCodes.NotRunning, $"Profile {home.Profile} has no journal yet: it is written while the pipeline runs. Start it with: ./pipeline start --profile {home.Profile}");
        try
        {
            var connection = file.OpenForReading();
            var version = connection.ExecuteScalar<int>("PRAGMA user_version");
            if (version == JournalSchema.Version)
                return new JournalReader(connection, file);
            connection.Dispose();
            throw new PipelineException(
                ExitCodes.Unavailable, $"The journal {file.Path} has version {version} and this build reads {JournalSchema.Version}. It is projected anew by the next ./pipeline start --profile {home.Profile}");
        }
        catch (SqliteException fault)
        {
            throw new PipelineException(ExitCodes.Unavailable, $"The journal {file.Path} cannot be read: {fault.Message} It can be projected anew: ./pipeline journal rebuild --profile {home.Profile}", fault);
        }
    }

    /// <summary>The same; null where there is no journal that can be read.</summary>
    public static JournalReader? TryOpen(PipelineHome home)
    {
        try
        {
            return Open(home);
        }
        catch (PipelineException)
        {
            return null;
        }
    }

    public JournalAge Age()
    {
        var (written, venue) = _connection.QueryFirst<(string?, string?)>(
            "SELECT (SELECT MAX(stored_at) FROM streams WHERE sequence > 0), (SELECT MAX(t) FROM (SELECT MAX(venue_time) AS t FROM messages WHERE kind <> 'control' UNION ALL SELECT MAX(at) FROM equity))");
        return new JournalAge(
            _connection.QueryFirstOrDefault<string?>("SELECT id FROM store"), written is null ? null : JournalText.Time(written), venue is null ? null : JournalText.Time(venue), _file.Size);
    }

    /// <summary>Closed round trips by the time of their exit, oldest first.</summary>
    public IReadOnlyList<Trade> Trades(JournalFilter filter) => Bodies<Trade>("trades", new Conditions().With(filter, "exit_at"), "exit_at, trade_id", filter.Limit);

    /// <summary>How far trades went their way and against it; those whose book is not known are left out.</summary>
    /// <param name="trades">Closed round trips.</param>
    public IReadOnlyDictionary<string, TradeExcursion> Excursions(IEnumerable<Trade> trades)
    {
        ArgumentNullException.ThrowIfNull(trades);
        var found = new Dictionary<string, TradeExcursion>(StringComparer.Ordinal);
        foreach (var trade in trades)
        {
            if (_connection.QueryFirstOrDefault<string?>(
                "SELECT body FROM positions WHERE account = @Account AND symbol = @symbol AND trade_id = @TradeId", new { trade.Account, symbol = trade.Symbol.Name, trade.TradeId }) is { } body)
            {
                var book = JournalText.Message<Position>(body);
                found[trade.TradeId] = TradeExcursion.Of(trade, book.Peak, book.Trough);
            }
        }

        return found;
    }

    /// <summary>Books of round trips by the time of their opening, oldest first.</summary>
    /// <param name="onlyOpen">Only those that hold something.</param>
    public IReadOnlyList<Position> Positions(JournalFilter filter, bool onlyOpen) =>
        Bodies<Position>("positions", new Conditions().With(filter, "opened_at").Always(onlyOpen ? "is_open = 1" : "trade_id <> ''"), "opened_at, symbol", filter.Limit);

    /// <summary>The book of a round trip; null when there is none of this id.</summary>
    public Position? Position(string tradeId) =>
        _connection.QueryFirstOrDefault<string?>("SELECT body FROM positions WHERE trade_id = @tradeId", new { tradeId }) is { } body ? JournalText.Message<Position>(body) : null;

    /// <summary>How quantity, stop and take profit of a round trip went, oldest first.</summary>
    public IReadOnlyList<PositionStep> Steps(string tradeId) =>
    [
        .. _connection.Query<(string At, string Quantity, string? Stop, string? TakeProfit, string? Peak)>(
                "SELECT at, quantity, stop, take_profit, peak FROM position_steps WHERE trade_id = @tradeId ORDER BY sequence", new { tradeId })
            .Select(row => new PositionStep(JournalText.Time(row.At), new Shares(JournalText.Number(row.Quantity)), PriceOf(row.Stop), PriceOf(row.TakeProfit), PriceOf(row.Peak))),
    ];

    public void Dispose() => _connection.Dispose();

    private static Price? PriceOf(string? text) => text is null ? null : new Price(JournalText.Number(text));

    // The newest ones up to the limit, in the order asked for.
    private List<T> Bodies<T>(string table, Conditions conditions, string order, int? limit)
    {
        var backwards = string.Join(", ", order.Split(", ").Select(column => $"{column} DESC"));
        var bodies = _connection.Query<string>($"SELECT body FROM {table} {conditions} ORDER BY {backwards} LIMIT {limit ?? -1}", conditions.Values);
        return [.. bodies.Reverse().Select(JournalText.Message<T>)];
    }
}
