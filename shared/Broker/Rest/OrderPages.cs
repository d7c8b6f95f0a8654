using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Rest;

/// <summary>Reads order lists page by page. The venue has no page token, so the time of submission is moved on, with an overlap that is taken out by id.</summary>
internal sealed class OrderPages(VenueReads reads)
{
    internal const int OrdersAPage = 500;

    // The venue's times are finer than ours and its bound is exclusive.
    private static readonly TimeSpan Overlap = TimeSpan.FromMilliseconds(1);

    public async Task<IReadOnlyList<VenueOrder>> ReadAsync(string status, DateTimeOffset? after, Symbol? symbol, CancellationToken cancellationToken)
    {
        var orders = new List<VenueOrder>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var from = after;
        var pages = new PageGuard("orders");
        while (true)
        {
            var (page, count) = await reads.GetAsync(EndpointFamily.Orders, PathOf(status, from, symbol), (list, _) => ReadPage(list), cancellationToken);
            var fresh = page.Where(order => seen.Add(order.VenueOrderId)).ToList();
            orders.AddRange(fresh);
            if (count < OrdersAPage)
                return [.. orders.OrderBy(order => order.SubmittedAt)];
            var last = page.Max(order => order.SubmittedAt) ?? throw new VenueUnavailableException("A full page of orders came without times; the rest cannot be asked for.");
            from = fresh.Count > 0 ? last - Overlap : last;
            pages.Next($"{fresh.Count == 0} {from.Value.UtcTicks}");
        }
    }

    private static string PathOf(string status, DateTimeOffset? after, Symbol? symbol)
    {
        var path = $"/v2/orders?status={status}&limit={OrdersAPage}&direction=asc&nested=true";
        if (after is { } from)
            path += $"&after={VenueReader.Moment(from)}";
        return symbol is { } only ? $"{path}&symbols={Uri.EscapeDataString(only.Name)}" : path;
    }

    // Legs may count towards the page's limit or not: counting them errs towards asking once more.
    private static (List<VenueOrder> Page, int Count) ReadPage(JsonElement list)
    {
        var items = list.ListItems().ToList();
        return ([.. items.Select(item => WireOrder.Read(item)).OfType<VenueOrder>()], items.Sum(item => 1 + item.Items("legs").Count()));
    }
}
