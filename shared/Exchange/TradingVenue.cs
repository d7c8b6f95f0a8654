namespace Pipeline.Exchange;

/// <summary>
/// One account at one exchange. Pure: everything follows from the options, the market, the state it starts from and the
/// calls with their times. Time never goes backwards between calls.
/// </summary>
public sealed class TradingVenue
{
    private readonly ListedMarket _market;
    private readonly MatchingOptions _options;
    private readonly EventLog _log;
    private readonly AccountMath _account;
    private readonly Matcher _matcher;
    private readonly Intake _intake;
    private readonly Router _router;

    /// <param name="market">The market as it is; what the venue decides about symbols is laid over it here.</param>
    /// <param name="state">Empty for a new account, else the fold of its events.</param>
    public TradingVenue(IMarket market, MatchingOptions options, VenueState state)
    {
        _market = new ListedMarket(market, state.Assets);
        _options = options;
        _log = new EventLog(state);
        _account = new AccountMath(state, _market);
        var families = new OrderFamilies(_log);
        _matcher = new Matcher(_log, families, options, Conduct);
        _intake = new Intake(_log, families, _matcher, _market, Conduct);
        var auctions = new Auctions(_log, families, _matcher, _market);
        _router = new Router(_log, families, _intake, _matcher, auctions, new DayEnd(_log, families, options), _market);
        Desk = new VenueDesk(_log, families, _market);
        CorporateActions = new CorporateActions(_log, families, _market, options.Seed);
    }

    public VenueState State => _log.State;

    /// <summary>Makes the venue behave badly towards the next requests.</summary>
    public VenueConduct Conduct { get; } = new();

    /// <summary>What the venue itself may do: halts, bands, flags, restrictions, busts.</summary>
    public VenueDesk Desk { get; }

    /// <summary>Splits, renamings and delistings.</summary>
    public CorporateActions CorporateActions { get; }

    /// <summary>The events since the last call.</summary>
    public IReadOnlyList<ExchangeEvent> TakeEvents() => _log.Take();

    /// <summary>Opens a new account.</summary>
    /// <param name="cash">Dollars.</param>
    public void Open(decimal cash, DateTimeOffset now) => _log.Write(sequence => new AccountOpened(sequence, now, cash));

    public void Configure(AccountConfiguration configuration, DateTimeOffset now) =>
        _log.Write(sequence => new AccountConfigured(sequence, now, configuration));

    /// <summary>Lets time come to a moment: routes, matches, expires, closes the day.</summary>
    public void Step(DateTimeOffset now) => _router.Step(now, moment => Figures(moment).Equity);

    /// <summary>Works on what was asked since the last step, without looking at symbols that nothing was asked about.</summary>
    public void Settle(DateTimeOffset now) => _router.Settle(now);

    public AccountFigures Figures(DateTimeOffset now) => _account.Figures(now);

    /// <summary>The asset of a symbol in either spelling, as it is listed now; null when there is none.</summary>
    public Asset? Find(string symbol) => _market.Resolve(symbol);

    /// <summary>The market in a symbol as the venue sees it: halted, split, shifted.</summary>
    public Tick? TickAt(string symbol, DateTimeOffset at) => _market.TickAt(symbol, at);

    /// <summary>Takes an order in; it is routed and matched by the next <see cref="Settle"/> or <see cref="Step"/>.</summary>
    public OrderAnswer Submit(OrderRequest request, DateTimeOffset now)
    {
        if (request.Class == OrderClass.Oco) request = request with { LimitPrice = request.LimitPrice ?? request.TakeProfitPrice };
        if ((ClientOrderId(request.ClientOrderId) ?? ShapeRules.Check(request) ?? OrderRules.Account(State)) is { } early) return OrderAnswer.Of(early);
        if (_market.Resolve(request.Symbol) is not { } asset) return OrderAnswer.Of(Refusal.Unprocessable($"asset \"{request.Symbol}\" not found"));
        if (!asset.Tradable || _market.TickAt(asset.Symbol, now) is not { } tick)
            return OrderAnswer.Of(Refusal.Unprocessable($"asset {request.Symbol} is not active"));
        request = request with { Symbol = asset.Symbol };
        var facts = Facts(asset, tick, now);
        if (OrderRules.Check(request, facts) is { } refusal) return OrderAnswer.Of(refusal);

        var orders = OrderFactory.Create(request, _options.Seed, State.Orders.LastRank + 1, facts, now);
        // An order that must wait for its session is accepted at once; only what can be routed is on its way.
        var waits = Conduct.Rejections == 0 && (Intake.IsAuction(orders[0]) || !_intake.IsTradable(orders[0], TradingCalendar.PhaseAt(now)));
        var delay = Conduct.DelayOf(orders[0], OrderStatus.PendingNew, now);
        DateTimeOffset? until = delay > TimeSpan.Zero ? now + delay : null;
        Order? first = null;
        foreach (var order in orders)
        {
            var kind = order.Status == OrderStatus.Held ? OrderEventKind.Held : waits ? OrderEventKind.Accepted : OrderEventKind.PendingNew;
            var taken = order with { Status = kind == OrderEventKind.Accepted ? OrderStatus.Accepted : order.Status, PendingUntil = until };
            first ??= taken;
            _log.Change(kind, taken, now);
        }

        return OrderAnswer.Of(first!);
    }

    /// <summary>Asks for an order and its family to be cancelled; done by the next <see cref="Settle"/> or <see cref="Step"/>.</summary>
    public Refusal? Cancel(Guid id, DateTimeOffset now)
    {
        if (Found(id, OrderStatus.PendingCancel, now) is not { } order) return NoOrder(id);
        if (!order.IsOpen) return Refusal.Unprocessable($"order is already in \"{WireNames.Of(order.Status)}\" state");
        if (order.Status == OrderStatus.PendingCancel) return Refusal.Unprocessable("order pending cancel");
        var successor = order is { Status: OrderStatus.PendingNew, Replaces: not null };
        if (successor || order.Status is OrderStatus.PendingReplace or OrderStatus.Stopped) return Refusal.Unprocessable("order is not cancelable");
        _log.Change(OrderEventKind.PendingCancel, Pending(order, OrderStatus.PendingCancel, now), now);
        return null;
    }

    /// <summary>Puts a changed order in the place of a working one; done by the next <see cref="Settle"/> or <see cref="Step"/>.</summary>
    public OrderAnswer Replace(Guid id, ReplaceRequest request, DateTimeOffset now)
    {
        if (Found(id, OrderStatus.PendingReplace, now) is not { } order) return OrderAnswer.Of(NoOrder(id));
        if ((ClientOrderId(request.ClientOrderId) ?? OrderRules.Restrictions(State)) is { } early) return OrderAnswer.Of(early);
        if (_market.Find(order.Symbol) is not { } asset || _market.TickAt(order.Symbol, now) is not { } tick)
            return OrderAnswer.Of(Refusal.Unprocessable($"asset {order.Symbol} is not active"));
        var facts = Facts(asset, tick, now);
        if (ReplaceRules.Check(order, request, facts) is { } refusal) return OrderAnswer.Of(refusal);
        var replacement = OrderFactory.Replacement(order, request, _options.Seed, State.Orders.LastRank + 1, tick, now);
        if (Affordable(order, replacement, facts) is { } dear) return OrderAnswer.Of(dear);
        var pending = Pending(order, OrderStatus.PendingReplace, now);
        _log.Change(OrderEventKind.PendingReplace, pending with { ReplacedBy = replacement.Id }, now);
        return OrderAnswer.Of(_log.Change(OrderEventKind.PendingNew, replacement with { PendingUntil = pending.PendingUntil }, now));
    }

    /// <summary>Sends the market order that closes a position, or a part of it.</summary>
    /// <param name="symbol">In either spelling.</param>
    /// <param name="quantity">Shares; null for all.</param>
    public OrderAnswer Close(string symbol, decimal? quantity, DateTimeOffset now)
    {
        var asset = _market.Resolve(symbol);
        var position = State.Ledger.QuantityOf(asset?.Symbol ?? symbol);
        if (asset is null || position == 0m) return OrderAnswer.Of(Refusal.NotFound("position does not exist"));
        return Submit(new OrderRequest
        {
            Symbol = asset.Symbol,
            Side = position > 0m ? Side.Sell : Side.Buy,
            Type = OrderType.Market,
            TimeInForce = asset.Class == AssetClass.Crypto ? TimeInForce.Gtc : TimeInForce.Day,
            Quantity = quantity ?? Math.Abs(State.Ledger.OwnOf(asset.Symbol)),
        }, now);
    }

    private static Refusal NoOrder(Guid id) => Refusal.NotFound($"order not found for {id}");

    /// <summary>The order a request is about, which may just have filled.</summary>
    private Order? Found(Guid id, OrderStatus pending, DateTimeOffset now)
    {
        var order = State.Orders.Find(id);
        return order is { IsWorking: true } && Conduct.Trouble?.FillsFirst(order, pending, now) == true && _market.TickAt(order.Symbol, now) is { } tick
            ? _matcher.FillNow(order, tick, now)
            : order;
    }

    private Order Pending(Order order, OrderStatus status, DateTimeOffset now)
    {
        var delay = Conduct.DelayOf(order, status, now);
        return order with { Status = status, Underlying = order.Status, PendingUntil = delay > TimeSpan.Zero ? now + delay : null };
    }

    /// <summary>A changed order meets the rules of money, shares and wash trades as if the old one were gone; of both orders' money the larger counts.</summary>
    private static Refusal? Affordable(Order order, Order replacement, OrderFacts facts)
    {
        var others = facts with { OpenOrders = [.. facts.OpenOrders.Where(open => open.Id != order.Id)] };
        var asked = new OrderRequest
        {
            Symbol = order.Symbol,
            Side = order.Side,
            Type = order.Type,
            Class = order.Class,
            TimeInForce = replacement.TimeInForce,
            Quantity = replacement.Quantity,
            LimitPrice = replacement.LimitPrice,
            StopPrice = replacement.StopPrice,
        };
        if (WashTradeRule.Check(asked, others) is { } wash) return wash;
        return order.Role == OrderRole.Entry ? AvailabilityRules.Check(asked, others, Reservations.Of(order)) : null;
    }

    private Refusal? ClientOrderId(string? id)
    {
        if (id is null) return null;
        if (id.Length > 128) return Refusal.Malformed("client_order_id must be no more than 128 characters");
        return State.Orders.Find(id) is null ? null : Refusal.Malformed("client_order_id must be unique");
    }

    private OrderFacts Facts(Asset asset, Tick tick, DateTimeOffset now)
    {
        var figures = Figures(now);
        var day = NewYork.DayOf(now);
        return new OrderFacts(asset, tick, State.Ledger.QuantityOf(asset.Symbol), State.Orders.OpenIn(asset.Symbol), figures, State.Configuration)
        {
            Restrictions = State.Restrictions,
            Now = now,
            IsHalted = State.Assets.IsHalted(asset.Symbol),
            Owned = State.Ledger.OwnOf(asset.Symbol),
            IsDayTradeTooMany = _options.PatternDayTrader && figures.Equity < 25_000m
                && State.DayTrades.WouldBe(asset.Symbol, day) && State.DayTrades.In(day) >= 3,
        };
    }
}
