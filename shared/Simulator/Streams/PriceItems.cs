using Pipeline.Exchange;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>What stock and crypto endpoints send of a market at a whole second: bars when their minute ends, quotes and trades every two seconds.</summary>
/// <param name="list">What <c>*</c> stands for.</param>
public sealed class PriceItems(ISimulatedMarket market, SymbolList list) : IFeedItems
{
    // The price band of the Limit Up-Limit Down plan for most stocks; it follows the price in steps of a hundredth.
    private const decimal Band = 0.05m;
    private const decimal BandStep = 0.01m;

    public void Write(ItemBatch batch, Subscription wants, DateTimeOffset second)
    {
        if (second.Second == 0)
        {
            Bars(batch, wants, second.AddMinutes(-1));
            DailyBars(batch, wants, second);
            if (second.Minute % 5 == 0) Bands(batch, wants, second);
        }

        if (second.Second % 2 != 0) return;
        QuotesAndTrades(batch, wants, second);
        foreach (var symbol in wants.Of("orderbooks", list.Symbols)) Book(batch, symbol, second, reset: false);
    }

    /// <summary>The whole order book of a symbol.</summary>
    public void WriteBook(ItemBatch batch, string symbol, DateTimeOffset second)
    {
        foreach (var known in symbol == "*" ? list.Symbols : [symbol]) Book(batch, known, second, reset: true);
    }

    private void Bars(ItemBatch batch, Subscription wants, DateTimeOffset minute)
    {
        foreach (var symbol in wants.Of("bars", list.Symbols))
        {
            if (market.BarAt(symbol, minute) is not { } bar) continue;
            MarketItems.Bar(batch.Item, bar, "b");
            batch.Add();
        }
    }

    private void DailyBars(ItemBatch batch, Subscription wants, DateTimeOffset now)
    {
        foreach (var symbol in wants.Of("dailyBars", list.Symbols))
        {
            if (market.BarAt(symbol, now.AddMinutes(-1)) is null) continue;
            if (MarketHistory.Day(market, symbol, MarketHistory.DayOf(symbol, now.AddMinutes(-1)), now) is not { } bar) continue;
            MarketItems.Bar(batch.Item, bar, "d");
            batch.Add();
        }
    }

    private void Bands(ItemBatch batch, Subscription wants, DateTimeOffset now)
    {
        foreach (var symbol in wants.Of("lulds", list.Symbols))
        {
            if (market.BarAt(symbol, now.AddMinutes(-1)) is not { } bar) continue;
            var before = market.BarAt(symbol, now.AddMinutes(-6))?.Close;
            if (before is { } old && Math.Abs(bar.Close - old) < old * BandStep) continue;
            NoticeItems.Bands(batch.Item, symbol, decimal.Round(bar.Close * (1m + Band), 2), decimal.Round(bar.Close * (1m - Band), 2), "B", now);
            batch.Add();
        }
    }

    private void QuotesAndTrades(ItemBatch batch, Subscription wants, DateTimeOffset second)
    {
        if (!wants.WantsAny("quotes") && !wants.WantsAny("trades")) return;
        foreach (var symbol in list.Symbols)
        {
            var (quotes, trades) = (wants.Wants("quotes", symbol), wants.Wants("trades", symbol));
            // A tick older than now means that the symbol is not trading: nothing new to tell.
            if ((!quotes && !trades) || market.TickAt(symbol, second) is not { } tick || tick.At < second) continue;
            if (quotes)
            {
                MarketItems.Quote(batch.Item, symbol, tick, streamed: true);
                batch.Add();
            }

            if (!trades) continue;
            MarketItems.Trade(batch.Item, symbol, tick, streamed: true);
            batch.Add();
        }
    }

    private void Book(ItemBatch batch, string symbol, DateTimeOffset second, bool reset)
    {
        if (market.TickAt(symbol, second) is not { } tick || tick.At < second) return;
        var book = BookLevels.Of(tick);
        var old = reset ? null : market.TickAt(symbol, second.AddSeconds(-2)) is { } before ? BookLevels.Of(before) : null;
        NoticeItems.Book(batch.Item, symbol, second, BookLevels.Changes(old?.Bids, book.Bids), BookLevels.Changes(old?.Asks, book.Asks), reset);
        batch.Add();
    }
}
