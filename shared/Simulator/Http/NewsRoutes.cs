using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v1beta1/news: invented reports.</summary>
public sealed class NewsRoutes(VenueClock clock, NewsDesk desk)
{
    /// <summary>Answers GET /v1beta1/news; the same path is a stream for those who ask for a WebSocket.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var now = clock.Read().Time;
        var query = new DataQuery(context.Request.Query, aroundTheClock: false);
        var limit = query.Whole("limit", 10, 1, 50);
        var descending = query.Descending(otherwise: true);
        var content = bool.TryParse(query.Text("include_content"), out var included) && included;
        var wanted = query.Text("symbols") is null ? null : query.Symbols().ToHashSet(StringComparer.Ordinal);
        var until = query.Moment("end", endOfDay: true) ?? now;
        var from = query.Moment("start") ?? until.AddDays(-30);
        var after = query.Text("page_token") is not { } token ? (long?)null
            : long.TryParse(token, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : throw DataQuery.Invalid("invalid page_token");
        var articles = desk.Articles(from, (until > now ? now : until).AddTicks(1), wanted, descending)
            .Where(article => after is null || (descending ? article.Id < after : article.Id > after))
            .Take(limit + 1).ToList();
        return DataReply.Of(json =>
        {
            json.StartObject();
            json.Name("news");
            json.StartArray();
            foreach (var article in articles.Take(limit)) NewsItem.Write(json, article, streamed: false, content);
            json.EndArray();
            json.Text("next_page_token", articles.Count > limit ? articles[limit - 1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
            json.EndObject();
        }).WriteAsync(context.Response);
    }
}
