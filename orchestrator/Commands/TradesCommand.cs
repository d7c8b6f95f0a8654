using System.CommandLine;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Statistics;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>trades</c>: every closed round trip.</summary>
public static class TradesCommand
{
    private static readonly Column<TradeRow>[] Columns =
    [
        new("exitAt", row => row.Trade.ExitAt, "sold at (New York)", row => Figures.Moment(row.Trade.ExitAt)),
        new("entryAt", row => row.Trade.EntryAt),
        new("symbol", row => row.Trade.Symbol.Name, "symbol"),
        new("quantity", row => row.Trade.Quantity, "shares"),
        new("entryPrice", row => row.Trade.EntryPrice, "entry", row => Figures.Text(row.Trade.EntryPrice)),
        new("exitPrice", row => row.Trade.ExitPrice, "exit", row => Figures.Text(row.Trade.ExitPrice)),
        new("exitReason", row => row.Trade.ExitReason, "reason", row => Figures.Words(row.Trade.ExitReason)),
        new("profit", row => row.Trade.Profit, "profit", row => $"{Figures.Gain(row.Trade.Profit)}{(row.Trade.PriceUnknown ? " [yellow](price unknown)[/]" : "")}"),
        new("favourable", row => row.Excursion.Favourable, "MFE", row => Dollars(row.Excursion.Favourable)),
        new("adverse", row => row.Excursion.Adverse, "MAE", row => Dollars(row.Excursion.Adverse)),
        new("strategy", row => row.Trade.Strategy, "strategy"),
        new("signalId", row => row.Trade.SignalId),
        new("tradeId", row => row.Trade.TradeId, "trade"),
        new("priceUnknown", row => row.Trade.PriceUnknown),
    ];

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var command = new Command("trades", "Closed round trips: entry, exit, reason, profit, and how far each went its way (MFE) and against it (MAE) by the bids that were judged and the exit; oldest first.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => JournalList.RunAsync(
            options, parsed, machine,
            (reader, filter) =>
            {
                var trades = reader.Trades(filter);
                var excursions = reader.Excursions(trades);
                List<TradeRow> rows = [.. trades.Select(trade => new TradeRow(trade, excursions.GetValueOrDefault(trade.TradeId, TradeExcursion.Unknown)))];
                ListOutput.Write(options.FormOf(parsed), rows, Columns, row => TradeLine.Of(row.Trade, row.Excursion));
                Console.Error.WriteLine($"{trades.Count} trades, profit {trades.Aggregate(Money.Zero, (sum, trade) => sum + trade.Profit).RoundedToCents()}");
                return SayUnreadable(reader.Unreadable("trade."));
            },
            cancellationToken));
        return command;
    }

    private static string Dollars(decimal? figure) => figure is { } known ? Figures.Dollars(new Money(known)) : "-";

    private sealed record TradeRow(Trade Trade, TradeExcursion Excursion);

    // A list with a hole must not look whole.
    private static int SayUnreadable(IReadOnlyList<string> unreadable)
    {
        foreach (var left in unreadable)
            Console.Error.WriteLine($"Left out: {left}");
        return unreadable.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
