using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Orders;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>One reading of a symbol at the venue: orders first, then the position, so that a sale in between can only make it look smaller.</summary>
public sealed class VenueView
{
    private readonly Dictionary<string, VenueOrder> _orders;

    /// <param name="orders">Every order read, legs nested or not, ended ones too; of two readings of one order the later in the list counts.</param>
    /// <param name="held">Shares held.</param>
    /// <param name="available">Shares held that no order reserves, as the venue counts.</param>
    /// <param name="bid">What a sale would bring, dollars a share; null when unknown.</param>
    /// <param name="entryVenueOrderId">The entry order, when known.</param>
    /// <param name="readAt">Machine time at which the position was asked for.</param>
    /// <param name="trades">The market was open then.</param>
    public VenueView(IEnumerable<VenueOrder> orders, Shares held, Shares available, Price? bid, string? entryVenueOrderId, DateTimeOffset readAt, bool trades = true)
    {
        ArgumentNullException.ThrowIfNull(orders);
        _orders = Merge(orders);
        Held = held;
        Available = available;
        Bid = bid;
        ReadAt = readAt;
        Trades = trades;
        Entry = entryVenueOrderId is null ? null : LastOfChain(entryVenueOrderId);
        Groups = Grouped();
    }

    public Shares Held { get; }

    public Shares Available { get; }

    public Price? Bid { get; }

    public DateTimeOffset ReadAt { get; }

    /// <summary>The market was open then.</summary>
    public bool Trades { get; }

    /// <summary>The entry order, or what replaced it.</summary>
    public VenueOrder? Entry { get; }

    public IReadOnlyList<SellGroup> Groups { get; }

    public IReadOnlyCollection<VenueOrder> Orders => _orders.Values;

    public bool HasOpenBuy => _orders.Values.Any(order => order is { Side: OrderSide.Buy, IsTerminal: false });

    public bool IsPending => Groups.Any(group => group.IsLive && group.IsPending);

    public Shares Reserved => Sum(Groups, group => group.Reserved);

    public Shares Covered => Sum(Groups, group => group.Covered);

    public Shares Uncovered => Held > Covered ? Held - Covered : Shares.Zero;

    /// <summary>Shares that may be sold: neither our count of reservations nor the venue's is exceeded.</summary>
    public Shares Sellable
    {
        get
        {
            var free = Held > Reserved ? Held - Reserved : Shares.Zero;
            return free < Available ? free : Available;
        }
    }

    /// <summary>Orders that replaced ones we read, and must be read too before anything is concluded.</summary>
    public IReadOnlyList<string> Unread => [.. _orders.Values
        .Select(order => order.ReplacedByVenueOrderId)
        .OfType<string>()
        .Where(id => !_orders.ContainsKey(id))
        .Distinct(StringComparer.Ordinal)];

    private static Shares Sum(IEnumerable<SellGroup> groups, Func<SellGroup, Shares> of) =>
        groups.Aggregate(Shares.Zero, (sum, group) => sum + of(group));

    private static Dictionary<string, VenueOrder> Merge(IEnumerable<VenueOrder> readings)
    {
        var orders = new Dictionary<string, VenueOrder>(StringComparer.Ordinal);
        foreach (var reading in readings.SelectMany(order => Family(order, order.ParentVenueOrderId)))
        {
            var earlier = orders.GetValueOrDefault(reading.VenueOrderId);
            orders[reading.VenueOrderId] = earlier is null ? reading : OrderTransitions.Completed(reading, earlier) with { ParentVenueOrderId = reading.ParentVenueOrderId ?? earlier.ParentVenueOrderId };
        }

        return orders;
    }

    private static IEnumerable<VenueOrder> Family(VenueOrder order, string? parent) =>
        order.Legs.SelectMany(leg => Family(leg, leg.ParentVenueOrderId ?? order.VenueOrderId))
            .Prepend(order with { ParentVenueOrderId = parent, Legs = [] });

    private VenueOrder? LastOfChain(string venueOrderId)
    {
        var order = _orders.GetValueOrDefault(venueOrderId);
        for (var links = 0; links < _orders.Count && order?.ReplacedByVenueOrderId is { } next && _orders.TryGetValue(next, out var later); links++)
            order = later;
        return order;
    }

    private List<SellGroup> Grouped() => [.. _orders.Values
        .Where(order => order is { Side: OrderSide.Sell, IsTerminal: false })
        .GroupBy(Root, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new SellGroup(
            [.. group.OrderBy(order => order.VenueOrderId, StringComparer.Ordinal)],
            _orders.TryGetValue(group.Key, out var root) && root is { Side: OrderSide.Buy, IsTerminal: false },
            Trades))];

    // A leg leads to its parent, a replacement to what it replaced; all that end at one order are for the same shares.
    private string Root(VenueOrder order)
    {
        var root = order.VenueOrderId;
        for (var links = 0; links <= _orders.Count; links++)
        {
            if ((order.ParentVenueOrderId ?? order.ReplacesVenueOrderId) is not { } next)
                return root;
            root = next;
            if (!_orders.TryGetValue(next, out var up))
                return root;
            order = up;
        }

        return root;
    }
}
