namespace Pipeline.Exchange;

/// <summary>
/// What the venue does by itself: halts, price bands, flags, restrictions, rejections, busts. Every call is one or more events; it
/// answers null when done, else why it cannot be.
/// </summary>
public sealed class VenueDesk(EventLog log, OrderFamilies families, ListedMarket market)
{
    private VenueState State => log.State;

    /// <summary>Stops trading in a symbol. Orders stay, market orders are refused, immediate ones are cancelled.</summary>
    /// <param name="reason">For the data streams, such as <c>News pending</c>.</param>
    public Refusal? Halt(string symbol, HaltKind kind, string reason, DateTimeOffset now)
    {
        if (Listed(symbol) is not { } asset) return NoSymbol(symbol);
        if (asset.Halt is not null) return Refusal.Unprocessable($"{symbol} is halted already");
        return Write(AssetEventKind.Halted, asset with { Halts = [.. asset.Halts, new HaltSpan(kind, reason, now, null)] }, now);
    }

    /// <summary>Lets a symbol trade again; what waited executes at whatever the market is then.</summary>
    public Refusal? Resume(string symbol, DateTimeOffset now)
    {
        if (Listed(symbol) is not { Halt: { } halt } asset) return Refusal.Unprocessable($"{symbol} is not halted");
        Write(AssetEventKind.Resumed, asset with { Halts = [.. asset.Halts.SkipLast(1), halt with { Until = now }] }, now);
        foreach (var order in State.Orders.OpenIn(symbol).Where(order => order.CollarPrice is not null))
            log.Change(OrderEventKind.Amended, order with { CollarPrice = null }, now);
        return null;
    }

    /// <summary>Sets the prices a symbol may trade between (limit down, limit up); null lifts a side.</summary>
    /// <param name="lower">Dollars.</param>
    /// <param name="upper">Dollars.</param>
    public Refusal? SetBands(string symbol, decimal? lower, decimal? upper, DateTimeOffset now)
    {
        if (Listed(symbol) is not { } asset) return NoSymbol(symbol);
        if (lower is <= 0m || upper is <= 0m || lower > upper) return Refusal.Malformed("bands must be above 0 and the lower not above the upper");
        return Write(AssetEventKind.BandsSet, asset with { LowerBand = lower, UpperBand = upper }, now);
    }

    /// <summary>Lets the price of a symbol jump and stay there: a gap.</summary>
    /// <param name="factor">What prices are multiplied by from now on, 0.01 to 100.</param>
    public Refusal? ShiftPrice(string symbol, decimal factor, DateTimeOffset now)
    {
        if (Listed(symbol) is not { } asset) return NoSymbol(symbol);
        if (factor is < 0.01m or > 100m) return Refusal.Malformed("factor must be 0.01 to 100");
        return Write(AssetEventKind.PriceShifted, asset with { Shifts = [.. asset.Shifts, new PriceShift(now, factor, Splits: false)] }, now);
    }

    /// <summary>Makes an asset tradable, shortable, easy to borrow or fractionable, or not.</summary>
    public Refusal? Change(string symbol, AssetFlags flags, DateTimeOffset now)
    {
        if (Listed(symbol) is not { } asset) return NoSymbol(symbol);
        return Write(AssetEventKind.FlagsChanged, asset with
        {
            Tradable = flags.Tradable ?? asset.Tradable,
            Shortable = flags.Shortable ?? asset.Shortable,
            EasyToBorrow = flags.EasyToBorrow ?? asset.EasyToBorrow,
            Fractionable = flags.Fractionable ?? asset.Fractionable,
        }, now);
    }

    /// <summary>Restricts the account, or lifts restrictions.</summary>
    public Refusal? Restrict(AccountRestrictions restrictions, DateTimeOffset now)
    {
        if (restrictions.MaxMultiplier is not (1 or 2 or 4)) return Refusal.Malformed("multiplier must be 1, 2 or 4");
        log.Write(sequence => new AccountRestricted(sequence, now, restrictions));
        return null;
    }

    /// <summary>Rejects an order that was taken but has not traded.</summary>
    public Refusal? Reject(Guid orderId, string reason, DateTimeOffset now)
    {
        if (State.Orders.Find(orderId) is not { } order) return Refusal.NotFound($"order not found for {orderId}");
        if (IsReplacing(order) || !OrderStatusTransitions.Allows(order.Status, OrderStatus.Rejected)) return Cannot(order, OrderStatus.Rejected);
        families.Reject(order, reason, now);
        return null;
    }

    /// <summary>Puts an order into one of the rare states, or back to work with <see cref="OrderStatus.New"/>.</summary>
    /// <param name="status"><c>DoneForDay</c>, <c>Stopped</c>, <c>Suspended</c>, <c>Calculated</c>, <c>AcceptedForBidding</c> or <c>New</c>.</param>
    public Refusal? Mark(Guid orderId, OrderStatus status, DateTimeOffset now)
    {
        if (State.Orders.Find(orderId) is not { } order) return Refusal.NotFound($"order not found for {orderId}");
        OrderEventKind? kind = status switch
        {
            OrderStatus.DoneForDay => OrderEventKind.DoneForDay,
            OrderStatus.Stopped => OrderEventKind.Stopped,
            OrderStatus.Suspended => OrderEventKind.Suspended,
            OrderStatus.Calculated => OrderEventKind.Calculated,
            OrderStatus.AcceptedForBidding => OrderEventKind.Restated,
            OrderStatus.New when order.Status is OrderStatus.Suspended or OrderStatus.DoneForDay or OrderStatus.Calculated => OrderEventKind.New,
            _ => null,
        };
        if (status == OrderStatus.New && order.FilledQuantity > 0m) status = OrderStatus.PartiallyFilled;
        if (kind is not { } told || IsReplacing(order) || !OrderStatusTransitions.Allows(order.Status, status)) return Cannot(order, status);
        log.Change(told, order with { Status = status, Underlying = status == OrderStatus.Stopped ? order.Status : null }, now);
        return null;
    }

    /// <summary>Undoes an execution whose shares are still there. The order's own figures stay: what it has traded never grows less.</summary>
    public Refusal? Bust(Guid executionId, DateTimeOffset now)
    {
        if (State.Ledger.Standing(executionId) is not { } execution) return Refusal.NotFound($"execution not found for {executionId}");
        if (!State.Ledger.CanBust(executionId)) return Refusal.Unprocessable("the shares of this execution are gone");
        var position = State.Ledger.QuantityOf(execution.Symbol) - execution.Change;
        log.Change(OrderEventKind.TradeBust, State.Orders.Find(execution.OrderId)!, now, execution with { PositionQuantity = position });
        families.FitExits(execution.Symbol, now);
        return null;
    }

    /// <summary>Gives an execution another price.</summary>
    /// <param name="price">Dollars a share, above 0.</param>
    public Refusal? Correct(Guid executionId, decimal price, DateTimeOffset now)
    {
        if (State.Ledger.Standing(executionId) is not { } execution) return Refusal.NotFound($"execution not found for {executionId}");
        if (price <= 0m) return Refusal.Malformed("price must be > 0");
        var order = State.Orders.Find(execution.OrderId)!;
        var value = order.FilledValue + (execution.Quantity * (price - execution.Price));
        log.Change(OrderEventKind.TradeCorrect, order with { FilledValue = value }, now, execution with
        {
            Price = price,
            PositionQuantity = State.Ledger.QuantityOf(execution.Symbol),
        });
        return null;
    }

    private static Refusal NoSymbol(string symbol) => Refusal.NotFound($"symbol not found: {symbol}");

    private static Refusal Cannot(Order order, OrderStatus status) =>
        Refusal.Unprocessable($"an order in {WireNames.Of(order.Status)} status cannot become {WireNames.Of(status)}");

    // The fates of both hang together: VenueConduct.ReplaceRejections is the way to refuse the one and keep the other.
    private static bool IsReplacing(Order order) =>
        order.Status is OrderStatus.PendingReplace or OrderStatus.PendingCancel || order is { Status: OrderStatus.PendingNew, Replaces: not null };

    private AssetState? Listed(string symbol) => market.Find(symbol) is null ? null : State.Assets.Find(symbol) ?? AssetState.Of(symbol);

    private Refusal? Write(AssetEventKind kind, AssetState asset, DateTimeOffset now)
    {
        log.Write(sequence => new AssetChanged(sequence, now, kind, asset));
        return null;
    }
}
