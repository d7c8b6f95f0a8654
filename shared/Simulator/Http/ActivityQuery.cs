using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>The query of GET /v2/account/activities.</summary>
/// <param name="Types">Activity types, none for all.</param>
/// <param name="Order">Id of the order whose fills are wanted, or empty.</param>
/// <param name="Token">Id of the last activity of the page before, or null.</param>
public sealed record ActivityQuery(
    IReadOnlySet<string> Types, DateTimeOffset? After, DateTimeOffset? Until, string Order, bool Ascending, int Size, string? Token)
{
    /// <exception cref="RefusedException">A value cannot be read.</exception>
    public static ActivityQuery Of(IQueryCollection query, string types)
    {
        var asked = new DataQuery(query, aroundTheClock: false);
        var day = asked.Day("date");
        return new ActivityQuery(
            types.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase),
            day is { } from ? NewYork.At(from, TimeOnly.MinValue).AddTicks(-1) : WireTime.Parse(asked.Text("after")),
            day is { } until ? NewYork.At(until.AddDays(1), TimeOnly.MinValue) : WireTime.Parse(asked.Text("until")),
            asked.Text("order_id") ?? "",
            string.Equals(asked.Text("direction"), "asc", StringComparison.OrdinalIgnoreCase),
            asked.Whole("page_size", 100, 1, 100),
            asked.Text("page_token"));
    }

    public JsonArray Select(VenueState state)
    {
        var all = Merged(state);
        if (Token is { } token) all = all.SkipWhile(activity => activity.Id != token).Skip(1);
        return new JsonArray([.. all
            .Where(activity => (After is null || activity.At > After) && (Until is null || activity.At < Until))
            .Where(activity => Types.Count == 0 || Types.Contains(activity.Type))
            .Where(activity => Order.Length == 0 || activity.Order == Order)
            .Take(Size)
            .Select(activity => (JsonNode)activity.Write())]);
    }

    /// <summary>Fills and other changes in the order in which they happened, or the reverse.</summary>
    private IEnumerable<Activity> Merged(VenueState state)
    {
        var (fills, changes) = (state.Ledger.Executions, state.Ledger.Adjustments);
        var (fill, change) = Ascending ? (0, 0) : (fills.Count - 1, changes.Count - 1);
        var step = Ascending ? 1 : -1;
        while (fill >= 0 && fill < fills.Count || change >= 0 && change < changes.Count)
        {
            var (nextFill, nextChange) = (At(fills, fill), At(changes, change));
            // Of two at the same moment the fill was first.
            if (nextChange is null || (nextFill is not null && (Ascending ? nextFill.At <= nextChange.At : nextFill.At > nextChange.At)))
            {
                fill += step;
                yield return new Activity(ActivityJson.IdOf(nextFill!), "FILL", nextFill!.At, nextFill.OrderId.ToString(), () => ActivityJson.Of(nextFill, state));
            }
            else
            {
                change += step;
                yield return new Activity(ActivityJson.IdOf(nextChange), ActivityJson.TypeOf(nextChange.Kind), nextChange.At, null, () => ActivityJson.Of(nextChange));
            }
        }

        static T? At<T>(IReadOnlyList<T> list, int index)
            where T : class => index >= 0 && index < list.Count ? list[index] : null;
    }

    private sealed record Activity(string Id, string Type, DateTimeOffset At, string? Order, Func<JsonObject> Write);
}
