using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>universe</c>: what the scanner watches, and why it does not watch the others.</summary>
public static class UniverseCommand
{
    private static readonly Column<UniverseRow>[] Columns =
    [
        new("symbol", row => row.Symbol, "symbol"),
        new("state", row => row.Reason is null ? "watched" : "dropped", "state", row => row.Reason is null ? "[green]watched[/]" : "dropped"),
        new("reason", row => row.Reason, "reason", row => row.Reason?.Replace('_', ' ') ?? "-"),
    ];

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var symbol = new Option<string?>("--symbol") { Description = "Only this symbol." };
        var dropped = new Option<bool>("--dropped") { Description = "Only those that are not watched." };
        var command = new Command("universe", "What the scanner watches, and why it does not watch the others.") { symbol, dropped };
        options.AddTo(command, all: false);
        command.SetAction((parsed, cancellationToken) =>
        {
            var only = ListOptions.SymbolOf(parsed.GetValue(symbol));
            return JournalList.RunAsync(options, parsed, machine, (reader, _) => List(reader, options.FormOf(parsed), only, parsed.GetValue(dropped)), cancellationToken);
        });
        return command;
    }

    private static int List(JournalReader reader, ListForm form, Symbol? only, bool dropped)
    {
        var told = reader.Events(new EventFilter { Process = Processes.Scanner, Type = "universe_changed", Limit = 1 }) is [var newest] ? newest.Event
            : throw new PipelineException(ExitCodes.Failed, "The scanner has not told yet what it watches: it does when it has read the venue's assets.");
        var rows = UniverseRow.Of(told).Where(row => (only is null || row.Symbol == only.Value.Name) && (!dropped || row.Reason is not null)).ToList();
        if (only is { } asked && rows.Count == 0)
            throw new PipelineException(ExitCodes.Failed, $"The venue does not offer {asked}, or it is beyond those that are named.");
        ListOutput.Write(form, rows, Columns);
        Console.Error.WriteLine($"Chosen {Figures.Moment(told.VenueTime)} (New York): {told.Text} {UniverseRow.Counts(told)}".TrimEnd());
        return ExitCodes.Done;
    }
}

/// <summary>A symbol of the universe.</summary>
/// <param name="Reason">Why it is not watched; null when it is.</param>
internal sealed record UniverseRow(string Symbol, string? Reason)
{
    private const string Watched = "watched";
    private const string Dropped = "dropped:";

    public static IEnumerable<UniverseRow> Of(PipelineEvent told) => told.Facts
        .Where(fact => fact.Key == Watched || fact.Key.StartsWith(Dropped, StringComparison.Ordinal))
        .SelectMany(fact => fact.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(symbol => new UniverseRow(symbol, fact.Key == Watched ? null : fact.Key[Dropped.Length..])))
        .OrderBy(row => row.Reason is not null).ThenBy(row => row.Symbol, StringComparer.Ordinal);

    public static string Counts(PipelineEvent told)
    {
        var counts = told.Facts.Where(fact => fact.Key != Watched && !fact.Key.Contains(':', StringComparison.Ordinal)).Select(fact => $"{fact.Value} {fact.Key.Replace('_', ' ')}").ToList();
        return counts.Count == 0 ? "" : $"Left out: {string.Join(", ", counts)}.";
    }
}
