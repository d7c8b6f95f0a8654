using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Statistics;
using Pipeline.Orchestrator.Journal.Reading;
using Spectre.Console;

namespace Pipeline.Orchestrator.Output;

/// <summary>A report as tables, lines of JSON, or comma-separated values of its groups.</summary>
public static class ReportView
{
    /// <summary>Rows of a group that a person is shown: the newest days, the symbols that moved most.</summary>
    private const int MostShown = 15;

    private static readonly Column<ReportLine>[] Columns =
    [
        new("type", _ => "group"),
        new("group", line => line.Group),
        new("key", line => line.Key, "", line => Markup.Escape(line.Group == "exitReason" ? line.Key.Replace('_', ' ') : line.Key)),
        new("trades", line => line.Figures.Trades, "trades"),
        new("profit", line => line.Figures.Profit, "profit", line => Output.Figures.Gain(new Money(line.Figures.Profit))),
        new("won", line => line.Figures.Won),
        new("lost", line => line.Figures.Lost),
        new("winRate", line => Rounded(line.Figures.WinRate), "won", line => Percent(line.Figures.WinRate)),
        new("averageWin", line => Rounded(line.Figures.AverageWin), "average win", line => Dollars(line.Figures.AverageWin)),
        new("averageLoss", line => Rounded(line.Figures.AverageLoss), "average loss", line => Dollars(line.Figures.AverageLoss)),
        new("profitLossRatio", line => Rounded(line.Figures.ProfitLossRatio)),
        new("profitFactor", line => Rounded(line.Figures.ProfitFactor), "profit factor", line => Ratio(line.Figures.ProfitFactor)),
        new("expectancy", line => Rounded(line.Figures.Expectancy), "expectancy", line => Dollars(line.Figures.Expectancy)),
        new("expectancyRatio", line => Rounded(line.Figures.ExpectancyRatio)),
        new("best", line => line.Figures.Best, "best", line => Dollars(line.Figures.Best)),
        new("worst", line => line.Figures.Worst, "worst", line => Dollars(line.Figures.Worst)),
        new("averageFavourable", line => Rounded(line.Excursion.Favourable), "MFE", line => Dollars(line.Excursion.Favourable)),
        new("averageAdverse", line => Rounded(line.Excursion.Adverse), "MAE", line => Dollars(line.Excursion.Adverse)),
        new("averageGivenBack", line => Rounded(line.Excursion.GivenBack)),
        new("longestWinning", line => line.Figures.LongestWinning),
        new("longestLosing", line => line.Figures.LongestLosing),
        new("meanSeconds", line => line.Figures.MeanDuration is { } mean ? Math.Round(mean.TotalSeconds) : null, "held", line => Held(line.Figures.MeanDuration)),
        new("priceUnknown", line => line.Figures.Unpriced),
    ];

    public static void Show(ListForm form, IReadOnlyList<ReportLine> lines, EquityStatistics? equity, SignalFunnel funnel)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(funnel);
        if (form != ListForm.Table)
        {
            ListOutput.Write(form, lines, Columns);
            if (form == ListForm.Json)
            {
                if (equity is not null)
                    Console.WriteLine(EquityJson(equity).ToJsonString());
                Console.WriteLine(FunnelJson(funnel).ToJsonString());
            }

            return;
        }

        foreach (var group in lines.GroupBy(line => line.Group, StringComparer.Ordinal))
            Table(group.Key, [.. group]);
        if (equity is not null)
            Equity(equity);
        Funnel(funnel);
        var unpriced = lines[0].Figures.Unpriced;
        AnsiConsole.MarkupLine("[grey]MFE and MAE: how far trades went their way and against it on average, by the bids that were judged and the exit. A dash: not noted.[/]");
        AnsiConsole.MarkupLine($"[grey]Profits are before fees, days are New York's.{(unpriced > 0 ? $" {unpriced} trades at a price nobody told are left out." : "")}[/]");
    }

    private static void Table(string group, IReadOnlyList<ReportLine> lines)
    {
        var shown = group is "symbol" ? [.. lines.OrderByDescending(line => Math.Abs(line.Figures.Profit)).Take(MostShown)] : lines.TakeLast(MostShown).ToList();
        AnsiConsole.MarkupLine(group == "total" ? "[bold]All trades[/]" : $"[bold]By {(group == "exitReason" ? "exit reason" : group)}[/]{(shown.Count < lines.Count ? $" [grey]({shown.Count} of {lines.Count}; all with --by {group} --csv)[/]" : "")}");
        ListOutput.Write(ListForm.Table, shown, Columns);
    }

    private static void Equity(EquityStatistics equity)
    {
        var fall = equity is { DrawdownFrom: { } from, DrawdownTo: { } to } ? $" ({Dollars(equity.MaxDrawdownMoney)} dollars, {Output.Figures.Moment(from)} to {Output.Figures.Moment(to)} New York)" : "";
        AnsiConsole.MarkupLine($"[bold]Equity[/] {Dollars(equity.Start)} to {Dollars(equity.End)}, largest drawdown {Percent(equity.MaxDrawdown)}{fall}");
        AnsiConsole.MarkupLine(
            $"[grey]a year: growth {Percent((decimal?)equity.YearlyGrowth)}, volatility {Percent((decimal?)equity.Volatility)}, Sharpe {Ratio((decimal?)equity.Sharpe)}, Sortino {Ratio((decimal?)equity.Sortino)}, Calmar {Ratio((decimal?)equity.Calmar)} (a dash: too few days to tell)[/]");
    }

    private static void Funnel(SignalFunnel funnel)
    {
        AnsiConsole.MarkupLine($"[bold]Signals[/] {funnel.Found} found, {funnel.Entered} entered, {funnel.Filled} filled, {funnel.Closed} closed, {funnel.Won} won; {funnel.Refused} refused, {funnel.Unanswered} unanswered");
        if (funnel.Refusals.Count > 0)
            AnsiConsole.Write(Refusals(funnel));
    }

    private static Table Refusals(SignalFunnel funnel)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("refused for", "signals", "of all");
        foreach (var (reason, count) in funnel.Refusals)
            table.AddRow(Markup.Escape(reason.Replace('_', ' ')), count.ToString(CultureInfo.InvariantCulture), Percent((decimal)count / funnel.Found));
        return table;
    }

    private static JsonObject EquityJson(EquityStatistics equity) => new()
    {
        ["type"] = "equity",
        ["start"] = Exact(equity.Start),
        ["end"] = Exact(equity.End),
        ["maxDrawdown"] = Exact(decimal.Round(equity.MaxDrawdown, 6)),
        ["maxDrawdownMoney"] = Exact(equity.MaxDrawdownMoney),
        ["drawdownFrom"] = equity.DrawdownFrom?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["drawdownTo"] = equity.DrawdownTo?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["yearlyGrowth"] = equity.YearlyGrowth,
        ["volatility"] = equity.Volatility,
        ["sharpe"] = equity.Sharpe,
        ["sortino"] = equity.Sortino,
        ["calmar"] = equity.Calmar,
    };

    private static JsonObject FunnelJson(SignalFunnel funnel) => new()
    {
        ["type"] = "funnel",
        ["found"] = funnel.Found,
        ["refused"] = funnel.Refused,
        ["unanswered"] = funnel.Unanswered,
        ["entered"] = funnel.Entered,
        ["filled"] = funnel.Filled,
        ["closed"] = funnel.Closed,
        ["won"] = funnel.Won,
        ["refusals"] = new JsonObject(funnel.Refusals.Select(reason => KeyValuePair.Create(reason.Key, (JsonNode?)reason.Value))),
    };

    private static decimal? Rounded(decimal? figure) => figure is { } known ? decimal.Round(known, 6) : null;

    private static string Exact(decimal figure) => figure.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Dollars(decimal? figure) => figure is { } known ? Output.Figures.Dollars(new Money(known)) : "-";

    private static string Percent(decimal? figure) => figure is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0.0} %") : "-";

    private static string Ratio(decimal? figure) => figure is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Held(TimeSpan? span) => span switch
    {
        null => "-",
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Value.TotalHours:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.Value.TotalMinutes:0.0} min"),
    };
}
