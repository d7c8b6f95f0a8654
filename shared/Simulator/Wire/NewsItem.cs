using System.Globalization;
using Pipeline.Simulator.Markets;

namespace Pipeline.Simulator.Wire;

/// <summary>The news article of the data API.</summary>
public static class NewsItem
{
    /// <param name="content">False leaves the text out, as the venue does unless it is asked for.</param>
    public static void Write(IItemWriter item, NewsArticle article, bool streamed, bool content)
    {
        item.StartObject();
        if (streamed) item.Text("T", "n");
        item.Count("id", article.Id);
        item.Text("headline", article.Headline);
        item.Text("summary", article.Summary);
        item.Text("author", "Simulator");
        item.Moment("created_at", article.At);
        item.Moment("updated_at", article.At);
        item.Text("url", "https://news.invalid/" + article.Id.ToString(CultureInfo.InvariantCulture));
        item.Text("content", content ? $"<p>{article.Summary}</p>" : "");
        item.Texts("symbols", [article.Symbol]);
        item.Text("source", "simulator");
        item.Texts("images", []);
        item.EndObject();
    }
}
