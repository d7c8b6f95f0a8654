using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>signals</c>: what was worth buying, and what became of it.</summary>
public static class SignalsCommand
{
    private static readonly Column<SignalRow>[] Columns =
    [
        new("signalId", row => row.Signal.Id),
        new("at", row => row.Signal.VenueTime, "found (New York)", row => Figures.Moment(row.Signal.VenueTime)),
        new("symbol", row => row.Signal.Symbol.Name, "symbol"),
        new("strategy", row => row.Signal.Strategy, "strategy"),
        new("score", row => row.Signal.Score, "score"),
        new("velocity", row => row.Signal.Velocity),
        new("acceleration", row => row.Signal.Acceleration),
        new("relativeVolume", row => row.Signal.RelativeVolume, "volume"),
        new("close", row => row.Signal.Bar.Close, "close", row => Figures.Text(row.Signal.Bar.Close)),
        new("outcome", row => row.Outcome, "became", row => row.Outcome switch { SignalOutcome.Entered => "[green]entered[/]", SignalOutcome.Refused => "refused", _ => "[yellow]unanswered[/]" }),
        new("reason", row => row.Reason, "reason", row => Words(row.Reason)),
        new("tradeId", row => row.EntryId, "trade"),
    ];

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var refused = new Option<bool>("--refused") { Description = "Only those the buyer refused." };
        var reason = new Option<string?>("--reason") { Description = "Only those refused for this reason, such as too_many_positions." };
        var command = new Command("signals", "What was worth buying, and what became of it; newest first.") { refused, reason };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => JournalList.RunAsync(
            options, parsed, machine,
            (reader, filter) =>
            {
                var signals = reader.Signals(filter, parsed.GetValue(refused) ? SignalOutcome.Refused : null, parsed.GetValue(reason));
                ListOutput.Write(options.FormOf(parsed), signals, Columns);
                Summarize(signals);
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static void Summarize(IReadOnlyList<SignalRow> signals)
    {
        var reasons = signals.Where(row => row.Reason is not null).GroupBy(row => row.Reason!).OrderByDescending(group => group.Count()).Select(group => $"{Words(group.Key)} {group.Count()}").ToList();
        Console.Error.WriteLine(
            $"{signals.Count} signals, {signals.Count(row => row.Outcome == SignalOutcome.Entered)} entered, {signals.Count(row => row.Outcome == SignalOutcome.Refused)} refused{(reasons.Count > 0 ? $" ({string.Join(", ", reasons)})" : "")}");
    }

    private static string Words(string? reason) => reason?.Replace('_', ' ') ?? "-";
}
