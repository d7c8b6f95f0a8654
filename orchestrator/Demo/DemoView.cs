using System.Globalization;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Spectre.Console;
using Spectre.Console.Rendering;
using static Pipeline.Orchestrator.Output.Figures;

namespace Pipeline.Orchestrator.Demo;

/// <summary>The live picture of the demo for a terminal.</summary>
public static class DemoView
{
    private const int RowsShown = 6;

    public static IRenderable Of(DemoState state, IEnumerable<SupervisedProcess> processes, DateTimeOffset? venueTime, double speed, string home, string? dashboard)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Rows(
            new Markup(Headline(state, venueTime, speed)),
            new Markup(string.Join("  ", processes.Select(process => $"[{StatusTable.Colour(process.State)}]●[/] {process.Name}{(process.Restarts > 0 ? $" [grey]({process.Restarts} restarts)[/]" : "")}"))),
            Section("Positions", Positions(state), state.Open.Count == 0 ? "none yet: waiting for a signal that passes every rule" : null),
            Section("Last signals and refusals", Signals(state), state.SignalCount == 0 ? "none yet: the scanner needs ten bars, about ten seconds at 60x" : null),
            Section("Closed trades", TradesTable(state), state.Trades.Count == 0 ? "none yet" : null),
            new Markup(dashboard is null ? "" : $"[grey]{Markup.Escape(DashboardLine.Of(dashboard, "demo"))}[/]"),
            new Markup($"[grey]Ctrl-C ends the demo. Logs: {Markup.Escape(Path.Combine(home, "logs"))}[/]"));
    }

    private static string Headline(DemoState state, DateTimeOffset? venueTime, double speed)
    {
        var time = venueTime is null ? "starting" : $"{Moment(venueTime)} New York";
        var equity = state.Equity is { } money ? Dollars(money) : "-";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[bold]Pipeline demo[/]  {time} ({speed:0}x)   equity [bold]{equity}[/]   closed {Gain(state.Profit)}   open {Gain(state.Unrealized)}   signals {state.SignalCount}, refused {state.RefusalCount}");
    }

    private static Rows Section(string title, Table table, string? empty) =>
        new(new Markup($"\n[bold]{title}[/]"), empty is null ? table : new Markup($"[grey]{empty}[/]"));

    private static Table Positions(DemoState state)
    {
        var table = NewTable("symbol", "shares", "entry", "now", "stop", "take profit", "open profit", "since", "state");
        foreach (var position in state.Open.TakeLast(RowsShown))
        {
            var price = state.Prices.TryGetValue(position.Symbol, out var newest) ? newest : (Price?)null;
            table.AddRow(
                position.Symbol.Name,
                position.Quantity.ToString(),
                Text(position.AverageEntryPrice),
                Text(price),
                Text(position.WantedStop),
                Text(position.TakeProfit),
                price is { } now && position.AverageEntryPrice is { } entry ? Gain(new Money((now.Value - entry.Value) * position.Quantity.Value)) : "-",
                Clock(position.OpenedAt),
                position.ExitReason is { } reason ? $"leaving: {Words(reason)}" : position.TrailingActive ? "trailing" : "protected by stop");
        }

        return table;
    }

    private static Table Signals(DemoState state)
    {
        var table = NewTable("bar", "symbol", "score", "velocity", "acceleration", "rel. volume", "");
        var refusals = state.Refusals.GroupBy(refusal => refusal.CorrelationId).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        foreach (var signal in state.Signals.TakeLast(RowsShown).Reverse())
        {
            table.AddRow(
                Clock(signal.Bar.Start),
                signal.Symbol.Name,
                signal.Score.ToString("0", CultureInfo.InvariantCulture),
                BasisPoints(signal.Velocity),
                BasisPoints(signal.Acceleration),
                signal.RelativeVolume.ToString("0.0", CultureInfo.InvariantCulture),
                refusals.TryGetValue(signal.CorrelationId, out var refusal) ? $"[yellow]refused: {Markup.Escape(refusal.Reason ?? "")}[/]" : "");
        }

        return table;
    }

    private static Table TradesTable(DemoState state)
    {
        var table = NewTable("symbol", "shares", "entry", "exit", "bought", "sold", "reason", "profit");
        foreach (var trade in state.Trades.TakeLast(RowsShown).Reverse())
            table.AddRow(Row(trade));
        return table;
    }

    private static string[] Row(Trade trade) =>
    [
        trade.Symbol.Name, trade.Quantity.ToString(), Text(trade.EntryPrice), Text(trade.ExitPrice), Clock(trade.EntryAt), Clock(trade.ExitAt),
        Words(trade.ExitReason), Gain(trade.Profit),
    ];

    private static Table NewTable(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn($"[grey]{column}[/]"));
        return table;
    }

    private static string BasisPoints(decimal fraction) => (fraction * 10_000).ToString("0.0 'bp'", CultureInfo.InvariantCulture);
}
