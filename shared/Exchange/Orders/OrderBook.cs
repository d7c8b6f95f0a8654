namespace Pipeline.Exchange;

/// <summary>All orders the venue ever saw, with the open ones at hand.</summary>
public sealed class OrderBook
{
    private readonly Dictionary<Guid, Order> _byId = [];
    private readonly Dictionary<string, Guid> _byClientOrderId = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, List<Guid>> _legs = [];
    private readonly SortedDictionary<long, Guid> _ranks = [];
    private readonly SortedDictionary<long, Guid> _open = [];

    /// <summary>Rank of the newest order; 0 when there is none.</summary>
    public long LastRank { get; private set; }

    /// <summary>Every order, oldest first.</summary>
    public IEnumerable<Order> All => _ranks.Values.Select(id => _byId[id]);

    public int OpenCount => _open.Count;

    public Order? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Order? Find(string clientOrderId) =>
        _byClientOrderId.TryGetValue(clientOrderId, out var id) ? _byId[id] : null;

    /// <summary>A copy of the open orders, oldest first; safe to change the book while reading it.</summary>
    public IReadOnlyList<Order> Open() => [.. _open.Values.Select(id => _byId[id])];

    public IEnumerable<Order> OpenIn(string symbol) => Open().Where(order => order.Symbol == symbol);

    /// <summary>The legs of a parent, replaced ones left out.</summary>
    public IReadOnlyList<Order> LegsOf(Guid parentId) =>
        _legs.TryGetValue(parentId, out var ids)
            ? [.. ids.Select(id => _byId[id]).Where(leg => leg.ParentId == parentId && leg.Status != OrderStatus.Replaced)]
            : [];

    /// <summary>The order, its parent and their legs, each in its newest value.</summary>
    public IReadOnlyList<Order> FamilyOf(Order order)
    {
        var root = _byId[order.ParentId ?? order.Id];
        while (root is { Status: OrderStatus.Replaced, ReplacedBy: { } successor }) root = _byId[successor];
        return [root, .. LegsOf(root.Id)];
    }

    /// <summary>Adds an order or takes over its newest value.</summary>
    public void Put(Order order)
    {
        if (_byId.TryAdd(order.Id, order))
        {
            _byClientOrderId[order.ClientOrderId] = order.Id;
            _ranks[order.Rank] = order.Id;
            LastRank = Math.Max(LastRank, order.Rank);
        }

        _byId[order.Id] = order;
        if (order.ParentId is { } parent)
        {
            if (!_legs.TryGetValue(parent, out var legs)) _legs[parent] = legs = [];
            if (!legs.Contains(order.Id)) legs.Add(order.Id);
        }

        if (order.IsOpen) _open[order.Rank] = order.Id;
        else _open.Remove(order.Rank);
    }
}
