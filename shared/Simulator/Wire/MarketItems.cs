using Pipeline.Exchange;
using Pipeline.Simulator.Markets;

namespace Pipeline.Simulator.Wire;

/// <summary>Bars, quotes and trades of the data API; a stream item also says its kind, always first, and its symbol.</summary>
public static class MarketItems
{
    private static readonly string[] TradeConditions = ["@"];
    private static readonly string[] QuoteConditions = ["R"];

    /// <param name="kind"><c>b</c>, <c>u</c> or <c>d</c> on a stream; null elsewhere.</param>
    public static void Bar(IItemWriter item, MinuteBar bar, string? kind = null)
    {
        Start(item, kind, bar.Symbol);
        item.Moment("t", bar.At);
        item.Number("o", bar.Open);
        item.Number("h", bar.High);
        item.Number("l", bar.Low);
        item.Number("c", bar.Close);
        Size(item, "v", bar.Volume, bar.Symbol);
        item.Count("n", bar.Trades);
        item.Number("vw", bar.AveragePrice);
        item.EndObject();
    }

    public static void Quote(IItemWriter item, string symbol, Tick tick, bool streamed)
    {
        var stock = !Pairs.IsPair(symbol);
        Start(item, streamed ? "q" : null, symbol);
        item.Moment("t", tick.At);
        if (stock) item.Text("bx", "V");
        item.Number("bp", tick.Bid);
        Size(item, "bs", tick.BidSize, symbol);
        if (stock) item.Text("ax", "V");
        item.Number("ap", tick.Ask);
        Size(item, "as", tick.AskSize, symbol);
        if (stock)
        {
            item.Texts("c", QuoteConditions);
            item.Text("z", "C");
        }

        item.EndObject();
    }

    public static void Trade(IItemWriter item, string symbol, Tick tick, bool streamed)
    {
        var stock = !Pairs.IsPair(symbol);
        Start(item, streamed ? "t" : null, symbol);
        item.Moment("t", tick.At);
        item.Count("i", IdOf(tick.At));
        if (stock) item.Text("x", "V");
        item.Number("p", tick.Last);
        Size(item, "s", tick.AskSize, symbol);
        if (stock)
        {
            item.Texts("c", TradeConditions);
            item.Text("z", "C");
        }
        else
        {
            item.Text("tks", tick.Last > (tick.Bid + tick.Ask) / 2m ? "B" : "S");
        }

        item.EndObject();
    }

    /// <summary>The id of the trade of a moment; unique within a symbol.</summary>
    public static long IdOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    /// <summary>Begins an object; on a stream its kind comes first, because some clients read it before anything else.</summary>
    public static void Start(IItemWriter item, string? kind, string symbol)
    {
        item.StartObject();
        if (kind is null) return;
        item.Text("T", kind);
        item.Text("S", symbol);
    }

    /// <summary>Shares are whole numbers, which some clients insist on; coins have decimals.</summary>
    private static void Size(IItemWriter item, string name, decimal size, string symbol)
    {
        if (Pairs.IsPair(symbol)) item.Number(name, size);
        else item.Count(name, (long)size);
    }
}
