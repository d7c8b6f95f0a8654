using System.Globalization;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Portfolio;

namespace Pipeline.Simulator.Http;

/// <summary>/v2/account/portfolio/history.</summary>
public sealed class PortfolioRoutes(VenueClock clock, EventArchive archive, IMarket market)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v2/account/portfolio/history", AnswerAsync);

    private Task AnswerAsync(HttpContext context)
    {
        var now = clock.Read().Time;
        var query = PortfolioQuery.Of(new DataQuery(context.Request.Query, aroundTheClock: false), now);
        var curve = new EquityCurve(archive.Read(0), market);
        // The account has no history before it was opened.
        var windows = PortfolioWindow.Of(query, now).Where(window => window.Until >= curve.OpenedAt).ToList();
        var bases = windows.Select(window => window.Day).Distinct().Order().Select(day => (Day: day, Close: TradingCalendar.Before(day).Close)).ToList();
        var values = curve.At(windows.Select(window => window.Until));
        var closes = bases.Zip(curve.At(bases.Select(one => one.Close))).ToDictionary(pair => pair.First.Day, pair => pair.Second);
        decimal BaseOf(DateOnly day) => closes[day] is var close && close == 0m ? curve.Opening : close;

        return DataReply.Of(json =>
        {
            var first = windows.Count > 0 ? BaseOf(windows[0].Day) : curve.Opening;
            var profits = windows.Zip(values).Select(pair => (Base: query.PerDay ? BaseOf(pair.First.Day) : first, Equity: pair.Second)).ToList();
            json.StartObject();
            List("timestamp", windows, window => json.Count(window.From.ToUnixTimeSeconds()));
            List("equity", values, json.Number);
            List("profit_loss", profits, profit => json.Number(profit.Equity - profit.Base));
            List("profit_loss_pct", profits, profit => json.Number(profit.Base == 0m ? 0m : decimal.Round((profit.Equity / profit.Base) - 1m, 6)));
            json.Number("base_value", first);
            if (windows.Count > 0 && closes[windows[0].Day] != 0m)
                json.Text("base_value_asof", TradingCalendar.Before(windows[0].Day).Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.Text("timeframe", query.Timeframe);
            json.Name("cashflow");
            json.StartObject();
            json.EndObject();
            json.EndObject();

            void List<T>(string name, IEnumerable<T> items, Action<T> write)
            {
                json.Name(name);
                json.StartArray();
                foreach (var item in items) write(item);
                json.EndArray();
            }
        }).WriteAsync(context.Response);
    }
}
