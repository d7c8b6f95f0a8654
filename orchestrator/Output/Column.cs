using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>A column of a list.</summary>
/// <param name="Name">Its name in JSON and CSV, camel case.</param>
/// <param name="Exact">Its value there: text, a count, true or false, or null.</param>
/// <param name="Title">Its heading in a table; null where a table leaves it out.</param>
/// <param name="Shown">Its value there, as markup; null: the exact one.</param>
public sealed record Column<T>(string Name, Func<T, object?> Exact, string? Title = null, Func<T, string>? Shown = null)
{
    /// <summary>What a table shows of a row.</summary>
    public string MarkupOf(T row) => Shown is not null ? Shown(row) : Markup.Escape(Convert.ToString(Exact(row), System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "-");
}
