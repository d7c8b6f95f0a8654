using System.CommandLine;
using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Statistics;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Output;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>report</c>: what trading came to, by time, strategy, symbol and reason, and where signals were lost.</summary>
public static class ReportCommand
{
    private static readonly string[] Groups = ["day", "week", "month", "strategy", "symbol", "exitReason"];

    public static Command Create(TimeProvider machine)
    {
        var options = new ListOptions();
        var by = new Option<string[]>("--by") { Description = $"Only these groups: {string.Join(", ", Groups)}.", AllowMultipleArgumentsPerToken = true };
        by.AcceptOnlyFromAmong(Groups);
        var command = new Command("report", "Profit and loss by day, week, month, strategy, symbol and exit reason; win rate, profit factor, expectancy, excursions (MFE, MAE), drawdown; the signals' way.") { by };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => JournalList.RunAsync(
            options, parsed, machine,
            (reader, filter) =>
            {
                var wanted = parsed.GetValue(by) is { Length: > 0 } some ? some : Groups;
                var trades = reader.Trades(filter);
                var lines = Lines(trades, reader.Excursions(trades), wanted);
                // The account's course is no symbol's and no strategy's.
                var equity = filter is { Symbol: null, Strategy: null } ? EquityOf(reader, filter) : null;
                ReportView.Show(options.FormOf(parsed), lines, equity, reader.Funnel(filter));
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static List<ReportLine> Lines(IReadOnlyList<Trade> trades, IReadOnlyDictionary<string, TradeExcursion> excursions, IReadOnlyList<string> groups)
    {
        List<ReportLine> lines = [Line("total", "all", trades)];
        foreach (var group in groups)
        {
            lines.AddRange(trades.GroupBy(trade => KeyOf(group, trade), StringComparer.Ordinal).OrderBy(found => found.Key, StringComparer.Ordinal)
                .Select(found => Line(group, found.Key, found)));
        }

        return lines;

        ReportLine Line(string group, string key, IEnumerable<Trade> some) =>
            new(group, key, TradeStatistics.Of(some), TradeExcursion.Mean(some.Select(trade => excursions.GetValueOrDefault(trade.TradeId, TradeExcursion.Unknown))));
    }

    private static string KeyOf(string group, Trade trade) => group switch
    {
        "day" => TradingDay.Text(trade.ExitAt),
        "week" => TradingDay.Week(trade.ExitAt),
        "month" => TradingDay.Text(trade.ExitAt)[..7],
        "strategy" => trade.Strategy,
        "symbol" => trade.Symbol.Name,
        _ => Journal.JournalText.Of(trade.ExitReason),
    };

    private static EquityStatistics? EquityOf(JournalReader reader, JournalFilter filter) =>
        EquityStatistics.Of([.. reader.Equity(filter with { Limit = null }).Select(point => (point.At, point.Equity.Value))], TradingDay.Of);
}
