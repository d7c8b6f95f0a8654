using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

/// <summary>A small venue with brackets, OCOs and stops, whose whims are read from a list of bytes; when the list ends it behaves.</summary>
internal sealed class ModelVenue(byte[] whims, ModelAsset asset)
{
    private readonly List<ModelOrder> _orders = [];
    private readonly HashSet<string> _seen = [];
    private int _next;
    private int _ids;
    private bool _movedSinceReading;

    public decimal Held { get; private set; }
    public decimal Bid { get; private set; } = 100;
    public decimal Sold { get; private set; }
    public decimal Bought { get; private set; }

    /// <summary>A stop ended by itself after the orders were read: the next reading will show it.</summary>
    public bool EndedSinceReading { get; private set; }

    public bool Behaves => _next >= whims.Length;

    public int Whim(int sides) => Behaves ? 0 : whims[_next++] % sides;

    public void Hold(decimal quantity) => (Held, Bought) = (Held + quantity, Bought + quantity);

    public ModelOrder Add(OrderType type, OrderStatus status, decimal quantity, decimal? limit = null, decimal? stop = null, ModelOrder? parent = null, bool buy = false, bool complex = false, string? id = null, bool day = false)
    {
        var order = new ModelOrder
        {
            Id = id ?? $"o{++_ids}",
            Type = type,
            Status = status,
            Quantity = quantity,
            Limit = limit,
            Stop = stop,
            Parent = parent,
            Buy = buy,
            Complex = complex,
            Day = day,
        };
        _orders.Add(order);
        return order;
    }

    /// <summary>An entry without legs: fractions and coins have none.</summary>
    public void AddEntry(decimal filled, OrderStatus status)
    {
        Add(OrderType.Limit, status, 100.5m, limit: 100, buy: true, id: "entry").Filled = filled;
        Hold(filled);
    }

    /// <summary>A resting stop in the form of the asset.</summary>
    public ModelOrder AddStop(decimal quantity, decimal stop, decimal? limit = null, string? id = null, bool day = false) => asset == ModelAsset.Coins
        ? Add(OrderType.StopLimit, OrderStatus.New, quantity, limit ?? (stop * 0.98m), stop, id: id)
        : Add(OrderType.Stop, OrderStatus.New, quantity, stop: stop, id: id, day: day || asset == ModelAsset.Fractions);

    /// <summary>A sale at a limit; of coins what is not had at once is given up.</summary>
    public ModelOrder AddLimit(decimal quantity, decimal limit, string? id = null)
    {
        var order = Add(OrderType.Limit, OrderStatus.New, quantity, limit: limit, id: id);
        if (asset != ModelAsset.Coins)
            return order;
        if (IsMarketable(order))
            Execute(order, Whim(3) == 1 ? Math.Min(order.Remaining, 7) : order.Remaining);
        if (order.IsOpen)
            End(order, OrderStatus.Canceled);
        return order;
    }

    public void AddBracket(decimal filled, OrderStatus status)
    {
        var entry = Add(OrderType.Limit, status, 100, limit: 100, buy: true, complex: true, id: "entry");
        entry.Filled = filled;
        Hold(filled);
        var legs = status switch { OrderStatus.Filled => OrderStatus.New, OrderStatus.Canceled => OrderStatus.Canceled, _ => OrderStatus.Held };
        Add(OrderType.Limit, legs, 100, limit: 110, parent: entry, complex: true);
        Add(OrderType.Stop, legs == OrderStatus.New ? OrderStatus.Held : legs, 100, stop: 95, parent: entry, complex: true);
    }

    /// <summary>Orders, then whatever happens in between, then the position.</summary>
    public VenueView Read(DateTimeOffset at)
    {
        (_movedSinceReading, EndedSinceReading) = (false, false);
        var orders = _orders.Select(order => order.Shown()).ToList();
        var before = Held;
        if (Whim(4) == 1)
            Happen();
        var held = Held < before && Whim(3) == 1 ? before : Held;
        return new VenueView(orders, new Shares(held), new Shares(Math.Max(0, held - Reserved)), new Price(Bid), "entry", at);
    }

    /// <summary>Time passes: pending orders settle, prices move, orders execute, the buyer cancels its rest.</summary>
    public void Happen()
    {
        Bid = Whim(5) switch { 1 => Bid * 0.98m, 2 => Bid * 1.01m, 3 => Math.Max(Bid * 0.95m, 10), _ => Bid };
        Bid = decimal.Round(Bid, 2);
        foreach (var order in _orders.Where(order => order.Status == OrderStatus.PendingCancel).ToList())
        {
            if (order.Frozen-- <= 0 && Whim(3) != 1)
                End(order, OrderStatus.Canceled);
        }

        // A session ends; or the venue rejects what it had accepted.
        foreach (var order in _orders.Where(order => order is { Buy: false, IsOpen: true, Complex: false, Parent: null }).ToList())
        {
            if (Whim(12) != 11)
                continue;
            End(order, order.Day ? OrderStatus.Expired : OrderStatus.Rejected);
            EndedSinceReading = true;
        }

        foreach (var entry in _orders.Where(order => order is { Buy: true, IsOpen: true }).ToList())
        {
            if (Whim(3) == 1)
                Execute(entry, Math.Min(entry.Remaining, 30));
            else if (Behaves || Whim(3) == 1)
                End(entry, OrderStatus.Canceled);
        }

        foreach (var order in _orders.Where(order => order is { Buy: false, IsOpen: true } && IsMarketable(order)).ToList())
        {
            if (order.IsOpen && order.Status != OrderStatus.PendingCancel)
                Execute(order, Whim(3) == 1 ? Math.Min(order.Remaining, 7) : order.Remaining);
        }
    }

    public StepOutcome? Place(string id, decimal quantity, Func<string, ModelOrder> make, bool isStop, decimal? stop)
    {
        // A body sent again was decided on an older reading; the venue may refuse it.
        var again = !_seen.Add(id);
        if (_orders.Any(order => order.Id == id))
            return StepOutcome.Accepted;
        if (isStop && stop >= Bid)
            return asset == ModelAsset.Coins ? StepOutcome.Refused : StepOutcome.RefusedThroughMarket;
        if (quantity > Math.Max(0, Held - Reserved))
        {
            Assert.True(again || _movedSinceReading, $"A sell of {quantity} was sent with {Held} held and {Reserved} reserved.");
            return StepOutcome.RefusedForNow;
        }

        return Capriciously(() => make(id));
    }

    public StepOutcome? Replace(string id, string target, Action<ModelOrder> change)
    {
        if (_orders.Any(order => order.Id == id))
            return StepOutcome.Accepted;
        var old = _orders.Single(order => order.Id == target);
        if (!old.IsOpen || old.Status == OrderStatus.PendingCancel)
            return StepOutcome.RefusedForNow;
        var trial = new ModelOrder { Id = id, Type = old.Type, Status = old.Status, Quantity = old.Quantity, Limit = old.Limit, Stop = old.Stop, Parent = old.Parent, Complex = old.Complex };
        change(trial);
        if (trial.Stop >= Bid)
            return StepOutcome.RefusedThroughMarket;
        return Capriciously(() =>
        {
            trial.Quantity -= old.Filled;
            trial.Replaces = old;
            old.Status = OrderStatus.Replaced;
            old.ReplacedBy = id;
            foreach (var child in _orders.Where(order => order.Parent == old))
                child.Parent = trial;
            _orders.Add(trial);
        });
    }

    public StepOutcome? Cancel(string target)
    {
        var order = _orders.Single(order => order.Id == target);
        return !order.IsOpen ? StepOutcome.RefusedForNow : Capriciously(() =>
        {
            if (Whim(2) == 1)
            {
                (order.Status, order.Frozen) = (OrderStatus.PendingCancel, Whim(4) == 3 ? 40 : 0);
            }
            else
                End(order, OrderStatus.Canceled);
        });
    }

    public bool Knows(string id) => _orders.Any(order => order.Id == id);

    /// <summary>Shares under working stops, each group once.</summary>
    public decimal UnderStops => _orders.Where(order => order is { Type: OrderType.Stop or OrderType.StopLimit, IsOpen: true } && order.Status != OrderStatus.PendingCancel && order.Parent is not { Buy: true, IsOpen: true }).Sum(order => order.Remaining);

    private decimal Reserved => _orders
        .Where(order => order is { Buy: false, IsOpen: true } && order.Parent is not { Buy: true, IsOpen: true })
        .GroupBy(order => order.Root)
        .Sum(group => group.Max(order => order.Remaining));

    private bool IsMarketable(ModelOrder order) => order.Type switch
    {
        OrderType.Market => true,
        OrderType.StopLimit => order.Stop >= Bid && order.Limit <= Bid,
        OrderType.Limit => order.Status != OrderStatus.Held && order.Limit <= Bid,
        _ => order.Stop >= Bid && order.Parent is not { Buy: true, IsOpen: true },
    };

    // Null is an unknown outcome: it happened or it did not.
    private StepOutcome? Capriciously(Action effect)
    {
        switch (Whim(9))
        {
            case 1: return StepOutcome.Refused;
            case 2: return StepOutcome.RefusedForNow;
            case 3: return null;
            case 5: return StepOutcome.NotTried;
            case 4:
                effect();
                return null;
            default:
                effect();
                return StepOutcome.Accepted;
        }
    }

    private void Execute(ModelOrder order, decimal quantity)
    {
        _movedSinceReading = true;
        order.Filled += quantity;
        if (order.Buy)
            Hold(quantity);
        else
            (Held, Sold) = (Held - quantity, Sold + quantity);
        Assert.True(Held >= 0, "More was sold than was held.");
        foreach (var sibling in Siblings(order).Where(sibling => sibling.IsOpen && !order.Buy))
            sibling.Quantity = Math.Max(sibling.Filled, sibling.Quantity - quantity);
        order.Status = OrderStatus.PartiallyFilled;
        if (order.Remaining == 0)
            End(order, OrderStatus.Filled);
    }

    private void End(ModelOrder order, OrderStatus status)
    {
        // Legs come to life for what nothing else reserves: an OCO may already cover what the entry executed first.
        var free = order.Buy ? Held - Reserved : 0;
        order.Status = status;
        foreach (var leg in Siblings(order).Where(leg => order.Buy && leg.IsOpen))
            leg.Quantity = Math.Min(leg.Quantity, free);
        foreach (var other in Siblings(order).Where(other => other.IsOpen))
            other.Status = !order.Buy || status != OrderStatus.Filled ? OrderStatus.Canceled : other.Type == OrderType.Limit ? OrderStatus.New : OrderStatus.Held;
    }

    private IEnumerable<ModelOrder> Siblings(ModelOrder order) =>
        order.Complex ? _orders.Where(other => other != order && other.Complex && other.Root == order.Root) : [];
}
