namespace Pipeline.Exchange;

/// <summary>
/// One account at one exchange. Pure: everything follows from the options, the market, the state it starts from and the
/// calls with their times. Time never goes backwards between calls.
/// </summary>
public sealed class TradingVenue
{
    private readonly IMarket _market;
    private readonly MatchingOptions _options;
    private readonly EventLog _log;
    private readonly OrderFamilies _families;
    private readonly Router _router;

    /// <param name="state">Empty for a new account, else the fold of its events.</param>
    public TradingVenue(IMarket market, MatchingOptions options, VenueState state)
    {
        _market = market;
        _options = options;
        _log = new EventLog(state);
        _families = new OrderFamilies(_log);
        Matcher = new Matcher(_log, _families, options);
        _router = new Router(_log, _families, Matcher, market);
    }

    public VenueState State => _log.State;

    /// <summary>Executes orders; its switches let a test force what chance would rarely do.</summary>
    public Matcher Matcher { get; }

    /// <summary>The events since the last call.</summary>
    public IReadOnlyList<ExchangeEvent> TakeEvents() => _log.Take();

    /// <summary>Opens a new account.</summary>
    /// <param name="cash">Dollars.</param>
    public void Open(decimal cash, DateTimeOffset now) => _log.Write(sequence => new AccountOpened(sequence, now, cash));

    public void Configure(AccountConfiguration configuration, DateTimeOffset now) =>
        _log.Write(sequence => new AccountConfigured(sequence, now, configuration));

    /// <summary>Lets time come to a moment: routes, matches, expires, closes the day.</summary>
    public void Step(DateTimeOffset now) => _router.Step(now, Figures);

    public AccountFigures Figures(DateTimeOffset now) => AccountMath.Figures(State, _market, now);

    /// <summary>Takes an order in; it is routed and matched by the next <see cref="Step"/>.</summary>
    public OrderAnswer Submit(OrderRequest request, DateTimeOffset now)
    {
        if (request.Class == OrderClass.Oco) request = request with { LimitPrice = request.LimitPrice ?? request.TakeProfitPrice };
        if (ClientOrderId(request.ClientOrderId) is { } taken) return OrderAnswer.Of(taken);
        if (ShapeRules.Check(request) is { } shape) return OrderAnswer.Of(shape);
        if (State.Configuration.SuspendTrade) return OrderAnswer.Of(Refusal.Forbidden("new orders are rejected by user request"));
        if (_market.Find(request.Symbol) is not { } asset) return OrderAnswer.Of(Refusal.Unprocessable($"asset \"{request.Symbol}\" not found"));
        if (!asset.Tradable || _market.TickAt(asset.Symbol, now) is not { } tick)
            return OrderAnswer.Of(Refusal.Unprocessable($"asset {request.Symbol} is not active"));
        var facts = Facts(asset, tick, now);
        var refusal = PriceRules.Check(request)
            ?? FractionRules.Check(request, facts)
            ?? ClassRules.Check(request, facts)
            ?? PriceRules.StopSide(request.Side, request.StopPrice, tick.Last)
            ?? WashTradeRule.Check(request, facts)
            ?? AvailabilityRules.Check(request, facts);
        if (refusal is not null) return OrderAnswer.Of(refusal);

        var orders = OrderFactory.Create(request, _options.Seed, State.Orders.LastRank + 1, facts.Position, now);
        foreach (var order in orders)
            _log.Change(order.Status == OrderStatus.Held ? OrderEventKind.Held : OrderEventKind.PendingNew, order, now);
        return OrderAnswer.Of(orders[0]);
    }

    /// <summary>Asks for an order and its family to be cancelled; done by the next <see cref="Step"/>.</summary>
    public Refusal? Cancel(Guid id, DateTimeOffset now)
    {
        if (State.Orders.Find(id) is not { } order) return NoOrder(id);
        if (!order.IsOpen) return Refusal.Unprocessable($"order is already in \"{WireNames.Of(order.Status)}\" state");
        if (order.Status == OrderStatus.PendingCancel) return Refusal.Unprocessable("order pending cancel");
        if (order.Status == OrderStatus.PendingReplace) return Refusal.Unprocessable("order is not cancelable");
        _log.Change(OrderEventKind.PendingCancel, order with { Status = OrderStatus.PendingCancel }, now);
        return null;
    }

    /// <summary>Puts a changed order in the place of a working one; done by the next <see cref="Step"/>.</summary>
    public OrderAnswer Replace(Guid id, ReplaceRequest request, DateTimeOffset now)
    {
        if (State.Orders.Find(id) is not { } order) return OrderAnswer.Of(NoOrder(id));
        if (ClientOrderId(request.ClientOrderId) is { } taken) return OrderAnswer.Of(taken);
        var asset = _market.Find(order.Symbol)!;
        var tick = _market.TickAt(order.Symbol, now)!;
        if (ReplaceRules.Check(order, request, tick) is { } refusal) return OrderAnswer.Of(refusal);
        var replacement = OrderFactory.Replacement(order, request, _options.Seed, State.Orders.LastRank + 1, now);
        if (Affordable(order, replacement, Facts(asset, tick, now)) is { } dear) return OrderAnswer.Of(dear);
        _log.Change(OrderEventKind.PendingReplace, order with { Status = OrderStatus.PendingReplace, ReplacedBy = replacement.Id }, now);
        return OrderAnswer.Of(_log.Change(OrderEventKind.PendingNew, replacement, now));
    }

    /// <summary>Sends the market order that closes a position, or a part of it.</summary>
    /// <param name="quantity">Shares; null for all.</param>
    public OrderAnswer Close(string symbol, decimal? quantity, DateTimeOffset now)
    {
        var position = State.Ledger.QuantityOf(symbol);
        if (position == 0m) return OrderAnswer.Of(Refusal.NotFound("position does not exist"));
        return Submit(new OrderRequest
        {
            Symbol = symbol,
            Side = position > 0m ? Side.Sell : Side.Buy,
            Type = OrderType.Market,
            TimeInForce = TimeInForce.Day,
            Quantity = quantity ?? Math.Abs(position),
        }, now);
    }

    private static Refusal NoOrder(Guid id) => Refusal.NotFound($"order not found for {id}");

    private static Refusal? Affordable(Order order, Order replacement, OrderFacts facts)
    {
        if (order.Role != OrderRole.Entry) return null;
        var others = facts with { OpenOrders = [.. facts.OpenOrders.Where(open => open.Id != order.Id)] };
        var asked = new OrderRequest
        {
            Symbol = order.Symbol,
            Side = order.Side,
            Type = order.Type,
            TimeInForce = replacement.TimeInForce,
            Quantity = replacement.Quantity,
            LimitPrice = replacement.LimitPrice,
            StopPrice = replacement.StopPrice,
        };
        return AvailabilityRules.Check(asked, others, Reservations.HeldBy(order, facts.Position, facts.Tick));
    }

    private Refusal? ClientOrderId(string? id)
    {
        if (id is null) return null;
        if (id.Length > 128) return Refusal.Malformed("client_order_id must be no more than 128 characters");
        return State.Orders.Find(id) is null ? null : Refusal.Malformed("client_order_id must be unique");
    }

    private OrderFacts Facts(Asset asset, Tick tick, DateTimeOffset now) => new(
        asset, tick, State.Ledger.QuantityOf(asset.Symbol), [.. State.Orders.OpenIn(asset.Symbol)], Figures(now), State.Configuration);
}
