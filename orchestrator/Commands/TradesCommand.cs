using System.CommandLine;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>trades</c>: every closed round trip.</summary>
public static class TradesCommand
{
    private static readonly Column<Trade>[] Columns =
    [
        new("exitAt", trade => trade.ExitAt, "sold at (New York)", trade => Figures.Moment(trade.ExitAt)),
        new("entryAt", trade => trade.EntryAt),
        new("symbol", trade => trade.Symbol.Name, "symbol"),
        new("quantity", trade => trade.Quantity, "shares"),
        new("entryPrice", trade => trade.EntryPrice, "entry", trade => Figures.Text(trade.EntryPrice)),
        new("exitPrice", trade => trade.ExitPrice, "exit", trade => Figures.Text(trade.ExitPrice)),
        new("exitReason", trade => trade.ExitReason, "reason", trade => Figures.Words(trade.ExitReason)),
        new("profit", trade => trade.Profit, "profit", trade => $"{Figures.Gain(trade.Profit)}{(trade.PriceUnknown ? " [yellow](price unknown)[/]" : "")}"),
        new("strategy", trade => trade.Strategy, "strategy"),
        new("signalId", trade => trade.SignalId),
        new("tradeId", trade => trade.TradeId, "trade"),
        new("priceUnknown", trade => trade.PriceUnknown),
    ];

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var command = new Command("trades", "Closed round trips: entry, exit, reason, profit; oldest first.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => JournalList.RunAsync(
            options, parsed, machine,
            (reader, filter) =>
            {
                var trades = reader.Trades(filter);
                ListOutput.Write(options.FormOf(parsed), trades, Columns, TradeLine.Of);
                Console.Error.WriteLine($"{trades.Count} trades, profit {trades.Aggregate(Money.Zero, (sum, trade) => sum + trade.Profit).RoundedToCents()}");
                return SayUnreadable(reader.Unreadable("trade."));
            },
            cancellationToken));
        return command;
    }

    // A list with a hole must not look whole.
    private static int SayUnreadable(IReadOnlyList<string> unreadable)
    {
        foreach (var left in unreadable)
            Console.Error.WriteLine($"Left out: {left}");
        return unreadable.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
