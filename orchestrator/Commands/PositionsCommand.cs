using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>positions</c>: the position book, as the streams have it; as the journal has it where nats-server does not run.</summary>
public static class PositionsCommand
{
    private static readonly Column<Position>[] Columns =
    [
        new("symbol", position => position.Symbol.Name, "symbol"),
        new("quantity", position => position.Quantity, "shares"),
        new("entryPrice", position => position.AverageEntryPrice, "entry", position => Figures.Text(position.AverageEntryPrice)),
        new("wantedStop", position => position.WantedStop, "stop", position => Figures.Text(position.WantedStop)),
        new("takeProfit", position => position.TakeProfit, "take profit", position => Figures.Text(position.TakeProfit)),
        new("peak", position => position.Peak),
        new("openedAt", position => position.OpenedAt, "since (New York)", position => Figures.Moment(position.OpenedAt)),
        new("closedAt", position => position.ClosedAt),
        new("strategy", position => position.Strategy, "strategy"),
        new("state", StateOf, "state"),
        new("tradeId", position => position.TradeId, "trade"),
    ];

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var all = new Option<bool>("--all") { Description = "Closed ones too." };
        var command = new Command("positions", "What is held, and where its stop stands.") { all };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = options.HomeOf(parsed);
            var filter = options.FilterOf(parsed, () => VenueNow(home, machine));
            var (books, note, code) = await ReadAsync(home, machine, cancellationToken);
            var positions = books.Where(position => (parsed.GetValue(all) || !position.Quantity.IsZero) && Matches(position, filter)).OrderBy(position => position.Symbol).ToList();
            if (filter.Limit is { } most)
                positions = [.. positions.OrderByDescending(position => position.OpenedAt).Take(most).OrderBy(position => position.Symbol)];
            ListOutput.Write(options.FormOf(parsed), positions, Columns, JournalText.Body);
            Console.Error.WriteLine($"{positions.Count} positions");
            CurrentJournal.Say(note);
            return code;
        });
        return command;
    }

    private static async Task<(IReadOnlyList<Position> Books, string? Note, int Code)> ReadAsync(PipelineHome home, TimeProvider machine, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, cancellationToken);
            var (positions, reading) = (new List<Position>(), new ListReading());
            await foreach (var entry in LastOfEach.ReadAsync(connection, new BookSelection(Streams.Ledger, "position.>"), machine, cancellationToken))
            {
                if (reading.Read<Position>(entry.Stream, entry.Sequence, entry.Subject, entry.Data.Span) is { } position)
                    positions.Add(position);
            }

            return (positions, null, reading.ExitCode);
        }
        catch (PipelineException absent) when (absent.ExitCode == ExitCodes.Unavailable && JournalReader.TryOpen(home) is { } there)
        {
            there.Dispose();
            var (reader, note) = await CurrentJournal.OpenAsync(home, machine, cancellationToken);
            using (reader)
                return ([.. reader.Positions(new JournalFilter(), onlyOpen: false).GroupBy(position => position.Symbol).Select(book => book.Last())], note, ExitCodes.Done);
        }
    }

    private static bool Matches(Position position, JournalFilter filter) =>
        (filter.Symbol is null || position.Symbol == filter.Symbol) && (filter.Strategy is null || position.Strategy == filter.Strategy)
        && (filter.Since is null || position.OpenedAt >= filter.Since) && (filter.Until is null || position.OpenedAt < filter.Until);

    private static string StateOf(Position position) =>
        position.Quantity.IsZero ? "closed" : position.ExitReason is { } reason ? $"leaving: {Figures.Words(reason)}" : position.TrailingActive ? "trailing" : "held";

    private static DateTimeOffset VenueNow(PipelineHome home, TimeProvider machine)
    {
        using var reader = JournalReader.TryOpen(home);
        return reader is null ? machine.GetUtcNow() : JournalList.VenueNow(home, reader, machine);
    }
}
