using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>Writes a list in the form that was asked for.</summary>
public static class ListOutput
{
    // What people wrote stays readable; nothing of it goes into a page.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="json">A row's own JSON; null: its columns.</param>
    public static void Write<T>(ListForm form, IReadOnlyCollection<T> rows, IReadOnlyList<Column<T>> columns, Func<T, string>? json = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        switch (form)
        {
            case ListForm.Json:
                foreach (var row in rows)
                    Console.WriteLine(json?.Invoke(row) ?? Json(row, columns));
                break;
            case ListForm.Csv:
                Csv(rows, columns);
                break;
            default:
                Table(rows, [.. columns.Where(column => column.Title is not null)]);
                break;
        }
    }

    /// <summary>A row as one line of JSON.</summary>
    public static string Json<T>(T row, IReadOnlyList<Column<T>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var line = new JsonObject();
        foreach (var column in columns)
            line[column.Name] = column.Exact(row) switch { null => null, string text => text, bool flag => flag, int count => count, long count => count, double figure => figure, var other => Text(other) };
        return line.ToJsonString(Readable);
    }

    /// <summary>Rows as comma-separated values.</summary>
    /// <param name="withNames">Begins with a line of names; not where it goes on with a list.</param>
    public static void Csv<T>(IEnumerable<T> rows, IReadOnlyList<Column<T>> columns, bool withNames = true)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        using var csv = CsvWriter.Create(Console.Out, CsvWriterOptions.Default, leaveOpen: true);
        if (withNames)
            csv.WriteHeader([.. columns.Select(column => column.Name)]);
        foreach (var row in rows)
        {
            foreach (var column in columns)
                csv.WriteField(column.Exact(row) is { } value ? Text(value) : "");
            csv.EndRecord();
        }
    }

    private static void Table<T>(IEnumerable<T> rows, IReadOnlyList<Column<T>> columns)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns([.. columns.Select(column => column.Title!)]);
        foreach (var row in rows)
            table.AddRow([.. columns.Select(column => column.MarkupOf(row))]);
        AnsiConsole.Write(table);
    }

    private static string Text(object value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        Enum kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
