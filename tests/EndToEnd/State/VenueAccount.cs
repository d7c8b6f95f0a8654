using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.State;

/// <summary>The account at the simulated exchange, as a trader would compare it with the book.</summary>
public sealed class VenueAccount(PipelineUnderTest pipeline, HttpClient venue)
{
    private static readonly string[] Gone = ["filled", "canceled", "expired", "rejected", "replaced", "done_for_day"];

    public async Task<Dictionary<string, decimal>> PositionsAsync() =>
        JsonNode.Parse(await venue.GetStringAsync("/v2/positions"))!.AsArray().ToDictionary(position => Text(position!, "symbol"), position => Number(position!, "qty"));

    /// <summary>Lets the venue's time stand still, or go on.</summary>
    public async Task ClockAsync(string verb) => (await venue.PostAsync(new Uri($"/sim/clock/{verb}", UriKind.Relative), null)).EnsureSuccessStatusCode();

    public async Task<DateTimeOffset> TimeAsync() => JsonNode.Parse(await venue.GetStringAsync("/sim/clock"))!["time"]!.GetValue<DateTimeOffset>();

    public async Task<int> BuysAsync() =>
        (await venue.GetStringAsync("/sim/events")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["order"])
            .OfType<JsonNode>().Where(order => Text(order, "side") == "buy").Select(order => Text(order, "id")).Distinct().Count();

    /// <summary>Waits until the position book is the venue's positions.</summary>
    public async Task AgreesAsync()
    {
        var (held, booked) = ("", "");
        await Eventually.Holds(
            "the position book to equal the venue's positions",
            async () =>
            {
                held = Describe(await PositionsAsync());
                var told = await pipeline.RunAsync("positions", "--json");
                booked = told.ExitCode is 0 or 1 ? Describe(told.JsonLines.ToDictionary(position => Text(position, "symbol"), position => Number(position, "quantity"))) : told.Error;
                return held == booked;
            },
            PipelineUnderTest.Patience,
            () => $"venue: {held}; book: {booked}");
    }

    /// <summary>Waits until a working stop at the venue covers each share that is held.</summary>
    public async Task IsCoveredAsync()
    {
        var bare = "";
        await Eventually.Holds(
            "a stop at the venue for each position",
            async () =>
            {
                var orders = JsonNode.Parse(await venue.GetStringAsync("/v2/orders?status=open&nested=true&limit=500"))!.AsArray().Select(order => order!).ToList();
                var all = orders.Concat(orders.SelectMany(order => order["legs"]?.AsArray().Select(leg => leg!) ?? [])).DistinctBy(order => Text(order, "id"));
                var stops = all.Where(order => Text(order, "side") == "sell" && Text(order, "type").StartsWith("stop", StringComparison.Ordinal) && !Gone.Contains(Text(order, "status")))
                    .GroupBy(order => Text(order, "symbol")).ToDictionary(same => same.Key, same => same.Sum(order => Number(order, "qty")));
                bare = string.Join(", ", (await PositionsAsync()).Where(position => stops.GetValueOrDefault(position.Key) < position.Value).Select(position => position.Key));
                return bare.Length == 0;
            },
            PipelineUnderTest.Patience,
            () => $"bare: {bare}");
    }

    private static string Describe(Dictionary<string, decimal> positions) =>
        string.Join(", ", positions.OrderBy(position => position.Key, StringComparer.Ordinal).Select(position => string.Create(CultureInfo.InvariantCulture, $"{position.Key} {position.Value:0.####}")));

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static decimal Number(JsonNode node, string name) => decimal.Parse(Text(node, name), CultureInfo.InvariantCulture);
}
