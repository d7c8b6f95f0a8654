namespace Pipeline.Simulator.Wire;

/// <summary>What data streams tell beside prices: trading statuses, price bands, corrections, cancelled trades and order books.</summary>
public static class NoticeItems
{
    /// <param name="status">Code and text of the status, such as <c>H</c> and "Trading Halt".</param>
    /// <param name="reason">Code and text of the reason, such as <c>T1</c> and "Halt - News Pending".</param>
    public static void Status(IItemWriter item, string symbol, (string Code, string Text) status, (string Code, string Text) reason, DateTimeOffset at)
    {
        MarketItems.Start(item, "s", symbol);
        item.Text("sc", status.Code);
        item.Text("sm", status.Text);
        item.Text("rc", reason.Code);
        item.Text("rm", reason.Text);
        item.Moment("t", at);
        item.Text("z", "C");
        item.EndObject();
    }

    /// <param name="indicator">B for bands without an event.</param>
    public static void Bands(IItemWriter item, string symbol, decimal up, decimal down, string indicator, DateTimeOffset at)
    {
        MarketItems.Start(item, "l", symbol);
        item.Number("u", up);
        item.Number("d", down);
        item.Text("i", indicator);
        item.Moment("t", at);
        item.Text("z", "C");
        item.EndObject();
    }

    /// <summary>A trade that is taken back.</summary>
    public static void Cancellation(IItemWriter item, string symbol, long trade, decimal price, long size, DateTimeOffset at)
    {
        MarketItems.Start(item, "x", symbol);
        item.Count("i", trade);
        item.Text("x", "V");
        item.Number("p", price);
        item.Count("s", size);
        item.Text("a", "C");
        item.Moment("t", at);
        item.Text("z", "C");
        item.EndObject();
    }

    /// <summary>A trade that is told again, with another price or size.</summary>
    public static void Correction(IItemWriter item, string symbol, long trade, (decimal Price, long Size) was, (decimal Price, long Size) becomes, DateTimeOffset at)
    {
        MarketItems.Start(item, "c", symbol);
        item.Text("x", "V");
        item.Count("oi", trade);
        item.Number("op", was.Price);
        item.Count("os", was.Size);
        item.Texts("oc", ["@"]);
        item.Count("ci", trade + 1);
        item.Number("cp", becomes.Price);
        item.Count("cs", becomes.Size);
        item.Texts("cc", ["@"]);
        item.Moment("t", at);
        item.Text("z", "C");
        item.EndObject();
    }

    /// <param name="reset">True when these are all levels, and what a client knew is void.</param>
    public static void Book(
        IItemWriter item,
        string symbol,
        DateTimeOffset at,
        IReadOnlyList<(decimal Price, decimal Size)> bids,
        IReadOnlyList<(decimal Price, decimal Size)> asks,
        bool reset)
    {
        MarketItems.Start(item, "o", symbol);
        item.Moment("t", at);
        Levels(item, "b", bids);
        Levels(item, "a", asks);
        if (reset)
        {
            item.Name("r");
            item.Flag(true);
        }

        item.EndObject();
    }

    /// <summary>One side of an order book.</summary>
    public static void Levels(IItemWriter item, string name, IReadOnlyList<(decimal Price, decimal Size)> levels)
    {
        item.Name(name);
        item.StartArray();
        foreach (var (price, size) in levels)
        {
            item.StartObject();
            item.Number("p", price);
            item.Number("s", size);
            item.EndObject();
        }

        item.EndArray();
    }
}
