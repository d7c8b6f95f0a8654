using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>Corporate actions, in the shapes of the data API and of the trading API.</summary>
public sealed class CorporateActionRoutes(EventArchive archive)
{
    private const int LongestRange = 90;
    private static readonly string[] Types = ["dividend", "merger", "spinoff", "split"];

    public void Map(IEndpointRouteBuilder routes)
    {
        // The older path is the one that the venue's client for JavaScript, version 3, asks.
        foreach (var path in new[] { "/v1/corporate-actions", "/v1beta1/corporate-actions" }) routes.MapGet(path, AnswerAsync);
        routes.MapGet("/v2/corporate_actions/announcements", context => Announcements(context).WriteAsync(context.Response));
        routes.MapGet("/v2/corporate_actions/announcements/{id}", context =>
        {
            var id = (string?)context.Request.RouteValues["id"];
            var found = Splits().Select(CorporateActionJson.Announcement).FirstOrDefault(announcement => (string?)announcement["id"] == id);
            return (found is null ? Reply.Of(Refusal.NotFound($"announcement not found for {id}")) : Reply.Ok(found)).WriteAsync(context.Response);
        });
    }

    private Task AnswerAsync(HttpContext context)
    {
        var query = new DataQuery(context.Request.Query, aroundTheClock: false);
        var limit = query.Whole("limit", 100, 1, 1000);
        var skip = query.Text("page_token") is not { } token ? 0
            : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw DataQuery.Invalid("invalid page_token");
        var symbols = (query.Text("symbols") ?? query.Text("symbols[]")) is not null ? query.Symbols().ToHashSet(StringComparer.Ordinal) : null;
        var types = query.Text("types")?.Split(',').ToHashSet(StringComparer.Ordinal);
        var (first, last) = (query.Day("start"), query.Day("end"));
        var actions = Changes()
            .Select(change => (Type: CorporateActionJson.TypeOf(change), Change: change, Day: NewYork.DayOf(change.At)))
            .Where(action => (symbols?.Contains(action.Change.Asset.Symbol) ?? true) && (types?.Contains(action.Type) ?? true))
            .Where(action => (first is null || action.Day >= first) && (last is null || action.Day <= last)).ToList();
        if (query.Descending()) actions.Reverse();
        var page = actions.Skip(skip).Take(limit).GroupBy(action => action.Type + "s");
        return Reply.Ok(new JsonObject
        {
            ["corporate_actions"] = new JsonObject(page.Select(group => new KeyValuePair<string, JsonNode?>(
                group.Key, new JsonArray([.. group.Select(action => (JsonNode)CorporateActionJson.Of(action.Change))])))),
            ["next_page_token"] = actions.Count > skip + limit ? (skip + limit).ToString(CultureInfo.InvariantCulture) : null,
        }).WriteAsync(context.Response);
    }

    private Reply Announcements(HttpContext context)
    {
        var query = new DataQuery(context.Request.Query, aroundTheClock: false);
        var types = (query.Text("ca_types") ?? throw Invalid("ca_types is required")).ToLowerInvariant().Split(',');
        if (types.FirstOrDefault(type => !Types.Contains(type)) is { } unknown) throw Invalid($"invalid ca_types: {unknown}");
        if (query.Day("since") is not { } since || query.Day("until") is not { } until) throw Invalid("since and until are required");
        if (until < since || until.DayNumber - since.DayNumber > LongestRange) throw Invalid($"the date range is limited to {LongestRange} days");
        var symbol = query.Text("symbol");
        return Reply.Ok(new JsonArray([.. Splits()
            .Where(split => types.Contains("split") && (symbol is null || split.Asset.Symbol == symbol))
            .Where(split => NewYork.DayOf(split.At) is var day && day >= since && day <= until)
            .Select(split => (JsonNode)CorporateActionJson.Announcement(split))]));
    }

    private IEnumerable<AssetChanged> Changes() =>
        archive.Read(0).OfType<AssetChanged>().Where(change => change.Kind == AssetEventKind.Split || change is { Kind: AssetEventKind.Renamed, Asset.RenamedTo: not null });

    private IEnumerable<AssetChanged> Splits() => Changes().Where(change => change.Kind == AssetEventKind.Split);

    private static RefusedException Invalid(string message) => new(Refusal.Malformed(message));
}
