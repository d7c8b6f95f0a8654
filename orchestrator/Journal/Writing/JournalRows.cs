using Dapper;
using Microsoft.Data.Sqlite;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>Rows of one transaction of the writer.</summary>
internal sealed class JournalRows(SqliteConnection connection, SqliteTransaction transaction)
{
    public int Execute(string sql, object? values = null) => connection.Execute(sql, values, transaction);

    /// <summary>The first column of the first row; null when there is none.</summary>
    public string? Text(string sql, object values) => connection.QueryFirstOrDefault<string?>(sql, values, transaction);

    public IEnumerable<T> All<T>(string sql, object values) => connection.Query<T>(sql, values, transaction);
}
