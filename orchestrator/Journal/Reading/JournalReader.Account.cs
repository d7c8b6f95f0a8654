using Dapper;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Journal.Reading;

public sealed partial class JournalReader
{
    /// <summary>What the account was worth, oldest first.</summary>
    /// <param name="filter">By venue time; symbol and strategy do not matter. With a limit the course is thinned evenly, its ends kept.</param>
    public IReadOnlyList<EquityPoint> Equity(JournalFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var conditions = new Conditions().When(JournalText.Of(filter.Since), "since", "at >= @since").When(JournalText.Of(filter.Until), "until", "at < @until");
        var points = _connection.Query<(string At, string Equity, string? Cash, string Source)>($"SELECT at, equity, cash, source FROM equity {conditions} ORDER BY at, id", conditions.Values)
            .Select(row => new EquityPoint(JournalText.Time(row.At), new Money(JournalText.Number(row.Equity)), row.Cash is null ? null : new Money(JournalText.Number(row.Cash)), row.Source))
            .ToList();
        if (filter.Limit is not { } most || points.Count <= most || most < 2)
            return points;
        return [.. Enumerable.Range(0, most).Select(index => points[(int)((long)index * (points.Count - 1) / (most - 1))])];
    }

    /// <summary>Changes whenever <see cref="Equity"/> or <see cref="Sessions"/> tell anything else; much cheaper to ask than they are.</summary>
    public string EquityMark() => _connection.ExecuteScalar<string>(
        "SELECT (SELECT COUNT(*) || ' ' || COALESCE(MAX(at), '') FROM equity) || ' ' || (SELECT COUNT(*) || ' ' || COALESCE(MAX(sequence), 0) FROM sessions) || ' ' || COALESCE((SELECT id FROM store), '')")!;

    /// <summary>What the account was worth last, dollars; null where nobody has told.</summary>
    public decimal? LastEquity() => _connection.QueryFirstOrDefault<string?>("SELECT equity FROM equity ORDER BY at DESC LIMIT 1") is { } text ? JournalText.Number(text) : null;

    /// <summary>The trading days and what each began with, oldest first.</summary>
    public IReadOnlyList<Session> Sessions() => [.. _connection.Query<string>("SELECT body FROM sessions ORDER BY day").Select(JournalText.Message<Session>)];

    /// <summary>Symbols that may not be entered at a moment, by symbol.</summary>
    /// <param name="venueNow">Venue time.</param>
    public IReadOnlyList<LockRow> Locks(DateTimeOffset venueNow)
    {
        var now = JournalText.Of(venueNow);
        var locks = _connection.Query<(string Symbol, string Until, string? Reason, string? By, string Since)>(
            """
            SELECT symbol, until, reason, by, venue_time FROM controls
            WHERE sequence IN (SELECT MAX(sequence) FROM controls WHERE what = 'lock' GROUP BY subject) AND until > @now
            """,
            new { now }).Select(row => new LockRow(new Symbol(row.Symbol), "lock", JournalText.Time(row.Until), row.Reason ?? "", row.By ?? "", JournalText.Time(row.Since)));
        var cooldowns = _connection.Query<(string Symbol, string Until, string Trade)>("SELECT symbol, until, trade_id FROM cooldowns WHERE until > @now", new { now })
            .Select(row => new LockRow(new Symbol(row.Symbol), "cooldown", JournalText.Time(row.Until), $"after trade {row.Trade}", "seller", null));
        return [.. locks.Concat(cooldowns).OrderBy(row => row.Symbol).ThenBy(row => row.Kind, StringComparer.Ordinal)];
    }

    /// <summary>Messages of the streams that are not in it.</summary>
    /// <param name="heights">Stream name to its last sequence.</param>
    internal long Behind(IReadOnlyDictionary<string, ulong> heights)
    {
        var places = _connection.Query<(string Stream, long Sequence)>("SELECT stream, sequence FROM streams").ToDictionary(row => row.Stream, row => row.Sequence, StringComparer.Ordinal);
        return heights.Sum(height => Math.Max(0, (long)height.Value - places.GetValueOrDefault(height.Key)));
    }

    /// <summary>Stored messages below a subject that nobody can read, each as a sentence.</summary>
    /// <param name="subject">What their subjects begin with, such as <c>trade.</c></param>
    internal IReadOnlyList<string> Unreadable(string subject) =>
        [.. _connection.Query<string>("SELECT text || ' (' || stream || ', sequence ' || sequence || ')' FROM messages WHERE kind = 'unreadable' AND text LIKE @subject || '%' ORDER BY stream, sequence", new { subject })];

    /// <summary>The venue's time as far as it is known without asking: the machine's, but in a simulated profile the newest that is written here.</summary>
    public DateTimeOffset VenueNow(bool simulated, DateTimeOffset machineNow) => simulated ? Age().VenueTime ?? machineNow : machineNow;
}
