using System.CommandLine;
using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Spectre.Console;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>trades</c>: every closed round trip.</summary>
public static class TradesCommand
{
    public static Command Create()
    {
        var (profile, json) = (CommonOptions.Profile(), CommonOptions.Json());
        var command = new Command("trades", "Closed round trips: entry, exit, reason, profit.") { profile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await NatsClient.ConnectAsync(parsed.Home(profile), NatsUsers.Viewer, cancellationToken);
            var (trades, reading) = (new Dictionary<string, Trade>(StringComparer.Ordinal), new ListReading());
            await foreach (var message in new OrderedReader(connection).ReadAsync(Streams.Ledger, new ReadRange { Subjects = ["trade.>"] }, cancellationToken))
            {
                if (reading.Read<Trade>(message.Stream, message.Sequence, message.Subject, message.Data.Span) is { } trade)
                    trades.TryAdd(trade.TradeId, trade);
            }

            Show([.. trades.Values.OrderBy(trade => trade.ExitAt)], parsed.GetValue(json));
            return reading.ExitCode;
        });
        return command;
    }

    private static void Show(IReadOnlyList<Trade> trades, bool json)
    {
        if (json)
        {
            foreach (var trade in trades)
                Console.WriteLine(TradeLine.Of(trade));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("sold at (New York)", "symbol", "shares", "entry", "exit", "reason", "profit", "strategy");
        foreach (var trade in trades)
        {
            table.AddRow(
                Figures.Moment(trade.ExitAt),
                trade.Symbol.Name,
                trade.Quantity.ToString(),
                Figures.Text(trade.EntryPrice),
                Figures.Text(trade.ExitPrice),
                Figures.Words(trade.ExitReason),
                Figures.Gain(trade.Profit),
                trade.Strategy);
        }

        AnsiConsole.Write(table);
        Console.Error.WriteLine($"{trades.Count} trades, profit {trades.Aggregate(Money.Zero, (sum, trade) => sum + trade.Profit).RoundedToCents()}");
    }
}
