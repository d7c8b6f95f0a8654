using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Hosting;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Spectre.Console;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>positions</c>: the position book, as the streams have it.</summary>
public static class PositionsCommand
{
    public static Command Create(TimeProvider machine)
    {
        var (profile, json) = (CommonOptions.Profile(), CommonOptions.Json());
        var all = new Option<bool>("--all") { Description = "Closed ones too." };
        var command = new Command("positions", "What is held, and where its stop stands.") { profile, json, all };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await NatsClient.ConnectAsync(parsed.Home(profile), NatsUsers.Viewer, cancellationToken);
            var (positions, reading) = (new List<Position>(), new ListReading());
            await foreach (var entry in LastOfEach.ReadAsync(connection, new BookSelection(Streams.Ledger, "position.>"), machine, cancellationToken))
            {
                if (reading.Read<Position>(entry.Stream, entry.Sequence, entry.Subject, entry.Data.Span) is { } position)
                    positions.Add(position);
            }

            Show([.. positions.Where(position => parsed.GetValue(all) || !position.Quantity.IsZero).OrderBy(position => position.Symbol)], parsed.GetValue(json));
            return reading.ExitCode;
        });
        return command;
    }

    private static void Show(IReadOnlyList<Position> positions, bool json)
    {
        if (json)
        {
            foreach (var position in positions)
                Console.WriteLine(System.Text.Encoding.UTF8.GetString(ContractsJson.Write(position)));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("symbol", "shares", "entry", "stop", "take profit", "since (New York)", "strategy", "state");
        foreach (var position in positions)
        {
            table.AddRow(
                position.Symbol.Name,
                position.Quantity.ToString(),
                Figures.Text(position.AverageEntryPrice),
                Figures.Text(position.WantedStop),
                Figures.Text(position.TakeProfit),
                Figures.Moment(position.OpenedAt),
                position.Strategy ?? "-",
                position.Quantity.IsZero ? "closed" : position.ExitReason is { } reason ? $"leaving: {Figures.Words(reason)}" : position.TrailingActive ? "trailing" : "held");
        }

        AnsiConsole.Write(table);
        Console.Error.WriteLine($"{positions.Count} positions");
    }
}
