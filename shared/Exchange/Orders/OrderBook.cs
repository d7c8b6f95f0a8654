namespace Pipeline.Exchange;

/// <summary>All orders the venue ever saw, with the open ones at hand.</summary>
public sealed class OrderBook
{
    private readonly Dictionary<Guid, Order> _byId = [];
    private readonly Dictionary<string, Guid> _byClientOrderId = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, List<Guid>> _legs = [];
    private readonly List<Order> _byRank = [];

    /// <summary>The open orders, by what the venue asks for.</summary>
    public OpenOrders Opens { get; } = new();

    /// <summary>Rank of the newest order; 0 when there is none.</summary>
    public long LastRank => _byRank.Count;

    /// <summary>Every order in its newest value, oldest first.</summary>
    public IReadOnlyList<Order> All => _byRank;

    public int OpenCount => Opens.Count;

    public Order? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Order? Find(string clientOrderId) =>
        _byClientOrderId.TryGetValue(clientOrderId, out var id) ? _byId[id] : null;

    /// <summary>The order of a rank, in its newest value.</summary>
    public Order At(long rank) => _byRank[(int)rank - 1];

    /// <summary>A copy of the open orders, oldest first; safe to change the book while reading it.</summary>
    public IReadOnlyList<Order> Open() => Opens.ToArray();

    /// <summary>A copy of the open orders in one symbol, oldest first.</summary>
    public IReadOnlyList<Order> OpenIn(string symbol) => Opens.In(symbol);

    /// <summary>The legs of a parent, replaced ones left out.</summary>
    public IReadOnlyList<Order> LegsOf(Guid parentId) =>
        _legs.TryGetValue(parentId, out var ids)
            ? [.. ids.Select(id => _byId[id]).Where(leg => leg.ParentId == parentId && leg.Status != OrderStatus.Replaced)]
            : [];

    /// <summary>The order, its parent and their legs, each in its newest value.</summary>
    public IReadOnlyList<Order> FamilyOf(Order order)
    {
        if (order.Class == OrderClass.Simple) return [_byId[order.Id]];
        var root = _byId[order.ParentId ?? order.Id];
        while (root is { Status: OrderStatus.Replaced, ReplacedBy: { } successor }) root = _byId[successor];
        return [root, .. LegsOf(root.Id)];
    }

    /// <summary>Adds an order or takes over its newest value.</summary>
    /// <exception cref="InvalidOperationException">A new order's rank does not follow the last one.</exception>
    public void Put(Order order)
    {
        var before = Find(order.Id);
        if (before is null)
        {
            if (order.Rank != _byRank.Count + 1) throw new InvalidOperationException($"order rank {order.Rank} does not follow rank {_byRank.Count}");
            _byClientOrderId[order.ClientOrderId] = order.Id;
            _byRank.Add(order);
        }

        _byId[order.Id] = order;
        _byRank[(int)order.Rank - 1] = order;
        Opens.Put(before, order);
        if (order.ParentId is not { } parent) return;
        if (!_legs.TryGetValue(parent, out var legs)) _legs[parent] = legs = [];
        if (!legs.Contains(order.Id)) legs.Add(order.Id);
    }
}
