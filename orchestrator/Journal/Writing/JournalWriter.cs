using System.Collections.Immutable;
using Dapper;
using Microsoft.Data.Sqlite;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>The journal's one writer: a batch of messages and how far their streams have come are one transaction, so that each message counts once, wherever the process dies.</summary>
public sealed class JournalWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private volatile ImmutableDictionary<string, StreamPlace> _places = ImmutableDictionary.Create<string, StreamPlace>(StringComparer.Ordinal);

    private JournalWriter(SqliteConnection connection) => _connection = connection;

    /// <summary>The store that is projected; null while the journal is empty.</summary>
    public string? StoreId { get; private set; }

    /// <summary>Opens the journal, making its tables where there are none.</summary>
    /// <returns>Null when it was written by another version: it must be set aside.</returns>
    /// <exception cref="SqliteException">The file is damaged, or cannot be written.</exception>
    public static JournalWriter? Open(JournalFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var connection = file.OpenForWriting();
        try
        {
            var version = connection.ExecuteScalar<int>("PRAGMA user_version");
            if (version == 0 && connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sqlite_master") == 0)
                Create(connection);
            else if (version != JournalSchema.Version)
            {
                connection.Dispose();
                return null;
            }

            connection.Execute(JournalSchema.LaterIndexes);
            var writer = new JournalWriter(connection);
            writer.ReadPlaces();
            return writer;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>How far each stream is projected; may be asked from another thread than the writing one.</summary>
    public IReadOnlyDictionary<string, StreamPlace> Places => _places;

    /// <summary>Says which store is projected from now on, and when its streams were made.</summary>
    public void Begin(string storeId, IReadOnlyDictionary<string, DateTimeOffset> created)
    {
        ArgumentNullException.ThrowIfNull(created);
        using var transaction = _connection.BeginTransaction();
        _connection.Execute("INSERT OR IGNORE INTO store (id) VALUES (@storeId)", new { storeId }, transaction);
        foreach (var (stream, at) in created)
        {
            _connection.Execute(
                "INSERT OR IGNORE INTO streams (stream, created, sequence, stored_at) VALUES (@stream, @at, 0, @at)", new { stream, at = JournalText.Of(at) }, transaction);
        }

        transaction.Commit();
        ReadPlaces();
    }

    /// <summary>Projects messages, each stream's in its order; those that are in the journal already are passed over.</summary>
    /// <exception cref="SqliteException">Nothing of the batch is in the journal.</exception>
    public void Apply(IReadOnlyList<RawMessage> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var places = _places;
        using var transaction = _connection.BeginTransaction();
        var rows = new JournalRows(_connection, transaction);
        foreach (var message in batch)
        {
            var before = places[message.Stream];
            if (message.Sequence <= before.Sequence)
                continue;
            Projection.Apply(rows, message);
            places = places.SetItem(message.Stream, before with { Sequence = message.Sequence, StoredAt = message.Time });
        }

        foreach (var (stream, place) in places.Where(place => place.Value != _places[place.Key]))
        {
            rows.Execute(
                "UPDATE streams SET sequence = @sequence, stored_at = @storedAt WHERE stream = @stream",
                new { stream, sequence = (long)place.Sequence, storedAt = JournalText.Of(place.StoredAt) });
        }

        transaction.Commit();
        _places = places;
    }

    /// <summary>Removes what is past its time.</summary>
    public void Forget(DateTimeOffset machineNow)
    {
        using var transaction = _connection.BeginTransaction();
        JournalRetention.Apply(new JournalRows(_connection, transaction), machineNow);
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    private static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(JournalSchema.Tables, transaction: transaction);
        connection.Execute($"PRAGMA user_version = {JournalSchema.Version}", transaction: transaction);
        transaction.Commit();
    }

    private void ReadPlaces()
    {
        StoreId = _connection.QueryFirstOrDefault<string?>("SELECT id FROM store");
        foreach (var (stream, created, sequence, storedAt) in _connection.Query<(string, string, long, string)>("SELECT stream, created, sequence, stored_at FROM streams"))
            _places = _places.SetItem(stream, new StreamPlace(JournalText.Time(created), (ulong)sequence, JournalText.Time(storedAt)));
    }
}
