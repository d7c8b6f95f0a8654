using System.Globalization;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

/// <summary>The simulated exchange's own log of orders and executions.</summary>
public sealed class VenueLog
{
    private readonly IReadOnlyList<JsonNode> _changes;

    private VenueLog(IReadOnlyList<JsonNode> changes) => _changes = changes;

    public static async Task<VenueLog> ReadAsync(HttpClient venue) => new(
    [
        .. (await venue.GetStringAsync(new Uri("/sim/events", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!).Where(line => line["order"] is not null),
    ]);

    /// <summary>Orders as they stand, oldest first.</summary>
    public IReadOnlyList<JsonNode> Orders => [.. _changes.Select(change => change["order"]!).GroupBy(order => Text(order, "id")).Select(changes => changes.Last())];

    public IReadOnlyList<JsonNode> Buys => [.. Orders.Where(order => Text(order, "side") == "buy")];

    public IReadOnlyList<JsonNode> Sells => [.. Orders.Where(order => Text(order, "side") == "sell")];

    public IReadOnlyList<JsonNode> Executions => [.. _changes.Select(change => change["execution"]).OfType<JsonNode>()];

    /// <summary>Dollars received less dollars paid, fees apart.</summary>
    public decimal Earned => Executions.Sum(one => (Text(one, "side") == "sell" ? 1 : -1) * Number(one, "price") * Number(one, "quantity"));

    /// <summary>Machine time from the last purchase of each position until a stop rested for it, the longest of all; null while there is none.</summary>
    public TimeSpan? LongestBare => _changes
        .Where(change => change["execution"] is { } execution && Text(execution, "side") == "buy")
        .GroupBy(change => Text(change["order"]!, "id"))
        .Select(purchase => RestedAfter(purchase.Last()) - MachineTime(purchase.Last()))
        .Max();

    /// <summary>No id twice, no signal bought for twice, and never less than nothing held.</summary>
    public void NothingTwice()
    {
        Assert.NotEmpty(Orders);
        Assert.Empty(Orders.GroupBy(order => Text(order, "client_order_id")).Where(same => same.Count() > 1).Select(same => same.Key));
        var bought = Buys.Where(order => Number(order, "filled_quantity") > 0);
        // pl-<digest of the signal>-entry-<attempt>
        Assert.Empty(bought.GroupBy(order => Text(order, "client_order_id").Split('-')[1]).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.DoesNotContain(Executions, execution => Number(execution, "position_quantity") < 0);
    }

    public static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    public static decimal Number(JsonNode node, string name) => decimal.Parse(node[name]!.ToString(), CultureInfo.InvariantCulture);

    private DateTimeOffset? RestedAfter(JsonNode purchase) => _changes
        .Where(change => change["order"] is { } order && Text(order, "symbol") == Text(purchase["order"]!, "symbol") && Text(order, "side") == "sell" && order["stop_price"] is not null)
        .Select(change => (DateTimeOffset?)MachineTime(change))
        .FirstOrDefault(at => at >= MachineTime(purchase));

    private static DateTimeOffset MachineTime(JsonNode change) => change["machine_time"]!.GetValue<DateTimeOffset>();
}
