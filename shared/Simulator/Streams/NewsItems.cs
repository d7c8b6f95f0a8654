using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>What the news endpoint sends: the reports of a minute when it begins.</summary>
public sealed class NewsItems(NewsDesk desk) : IFeedItems
{
    public void Write(ItemBatch batch, Subscription wants, DateTimeOffset second)
    {
        if (second.Second != 0 || !wants.WantsAny("news")) return;
        foreach (var article in desk.Articles(second, second.AddMinutes(1), null, descending: false))
        {
            if (!wants.Wants("news", article.Symbol)) continue;
            NewsItem.Write(batch.Item, article, streamed: true, content: true);
            batch.Add();
        }
    }
}
