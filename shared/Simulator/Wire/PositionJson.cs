using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Markets;

namespace Pipeline.Simulator.Wire;

/// <summary>The position object of Alpaca's trading API.</summary>
public static class PositionJson
{
    public static JsonObject Of(Position position, VenueState state, IMarket market, DateTimeOffset now)
    {
        var price = AccountMath.PriceOf(position, market, now);
        var today = TradingCalendar.On(NewYork.DayOf(now));
        var previousClose = TradingCalendar.Before(NewYork.DayOf(today is not null && now < today.Open ? now.AddDays(-1) : now)).Close;
        var lastDay = market.TickAt(position.Symbol, previousClose)?.Last ?? price;
        var value = decimal.Round(position.Quantity * price, 2);
        var profit = value - position.CostBasis;
        var available = Math.Abs(state.Ledger.OwnOf(position.Symbol)) - Reservations.HeldShares(position.Quantity, [.. state.Orders.OpenIn(position.Symbol)]);
        return new JsonObject
        {
            ["asset_id"] = AssetJson.IdOf(position.Symbol).ToString(),
            ["symbol"] = Asset.PositionSymbolOf(position.Symbol),
            ["exchange"] = AssetJson.ExchangeOf(position.Symbol),
            ["asset_class"] = AssetJson.ClassOf(position.Symbol),
            ["asset_marginable"] = !Pairs.IsPair(position.Symbol),
            ["qty"] = Figure.Text(position.Quantity),
            ["qty_available"] = Figure.Text(Math.Sign(position.Quantity) * available),
            ["avg_entry_price"] = Figure.Text(decimal.Round(position.AverageEntryPrice, 6)),
            ["side"] = position.Quantity > 0m ? "long" : "short",
            ["market_value"] = Figure.Text(value),
            ["cost_basis"] = Figure.Text(decimal.Round(position.CostBasis, 6)),
            ["unrealized_pl"] = Figure.Text(decimal.Round(profit, 6)),
            ["unrealized_plpc"] = Figure.Text(Part(profit, Math.Abs(position.CostBasis))),
            ["unrealized_intraday_pl"] = Figure.Text(decimal.Round(profit, 6)),
            ["unrealized_intraday_plpc"] = Figure.Text(Part(profit, Math.Abs(position.CostBasis))),
            ["current_price"] = Figure.Text(price),
            ["lastday_price"] = Figure.Text(lastDay),
            ["change_today"] = Figure.Text(Part(price - lastDay, lastDay)),
        };
    }

    private static decimal Part(decimal value, decimal of) => of == 0m ? 0m : decimal.Round(value / of, 8);
}
