using System.Globalization;
using Pipeline.Simulator.Markets;

namespace Pipeline.Simulator.Wire;

/// <summary>The auctions of a day in the data API.</summary>
public static class AuctionItem
{
    // Parts of a day's volume, in the order of what exchanges report.
    private const decimal OpeningPart = 0.01m;
    private const decimal ClosingPart = 0.08m;

    public static void Write(IItemWriter item, DayAuctions auctions)
    {
        item.StartObject();
        item.Text("d", auctions.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        item.Name("o");
        item.StartArray();
        Auction(item, "Q", auctions.Opening, auctions.Open, auctions.Volume * OpeningPart);
        item.EndArray();
        item.Name("c");
        item.StartArray();
        if (auctions.Closing is { } closing) Auction(item, "6", closing, auctions.Close, auctions.Volume * ClosingPart);
        item.EndArray();
        item.EndObject();
    }

    private static void Auction(IItemWriter item, string condition, DateTimeOffset at, decimal price, decimal size)
    {
        item.StartObject();
        item.Moment("t", at);
        item.Text("x", "V");
        item.Number("p", price);
        item.Count("s", (long)size);
        item.Text("c", condition);
        item.EndObject();
    }
}
