using System.Globalization;
using Dapper;

namespace Pipeline.Orchestrator.Journal;

/// <summary>What a journal holds, table by table.</summary>
public static class JournalTables
{
    /// <summary>Every row of every table as text, tables and rows in a fixed order: two journals of the same messages give the same.</summary>
    public static IReadOnlyList<string> Rows(JournalFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var connection = file.OpenForReading();
        var rows = new List<string>();
        foreach (var table in connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").ToList())
        {
            var texts = connection.Query($"SELECT * FROM {table}").Cast<IDictionary<string, object?>>()
                .Select(row => $"{table}: {string.Join(" | ", row.Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Key}={column.Value}")))}");
            rows.AddRange(texts.Order(StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>How many rows each table has.</summary>
    public static IReadOnlyDictionary<string, long> Counts(JournalFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var connection = file.OpenForReading();
        return connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").ToList()
            .ToDictionary(table => table, table => connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}"), StringComparer.Ordinal);
    }
}
