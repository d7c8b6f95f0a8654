namespace Pipeline.Exchange;

/// <summary>
/// What a company does to its shares. No order and no execution tells of it: positions change by themselves, so only a client that
/// compares notices. Every call answers null when done, else why it cannot be.
/// </summary>
public sealed class CorporateActions(EventLog log, OrderFamilies families, ListedMarket market, ulong seed)
{
    private const ulong AdjustmentIds = 5;

    private VenueState State => log.State;

    /// <summary>
    /// Makes new shares out of old ones: position, price and plain GTC orders are adjusted, the latter by replacing them unasked. Legs and
    /// brackets keep their prices (do not reduce); trailing stops and day orders are cancelled.
    /// </summary>
    /// <param name="newShares">Above 0; 2 for a two-for-one split.</param>
    /// <param name="oldShares">Above 0; 10 for a one-for-ten reverse split.</param>
    public Refusal? Split(string symbol, decimal newShares, decimal oldShares, DateTimeOffset now)
    {
        if (Listed(symbol) is not { } asset) return NoSymbol(symbol);
        if (newShares <= 0m || oldShares <= 0m || newShares / oldShares is < 0.001m or > 1000m) return Refusal.Malformed("a split is 1:1000 to 1000:1");
        var ratio = newShares / oldShares;
        Write(AssetEventKind.Split, asset with { Shifts = [.. asset.Shifts, new PriceShift(now, oldShares / newShares, Splits: true)] }, now);
        if (State.Ledger.Find(symbol) is { } position)
            Adjust(AdjustmentKind.Split, symbol, decimal.Round(position.Quantity * ratio, 9) - position.Quantity, 0m, 0m, 0m, $"split {Figure.Text(newShares)}:{Figure.Text(oldShares)}", now);
        foreach (var order in State.Orders.OpenIn(symbol).Where(order => order.Class == OrderClass.Simple)) Adjust(order, ratio, now);
        families.FitExits(symbol, now);
        return null;
    }

    /// <summary>Carries a stock on under another symbol; its open orders are cancelled.</summary>
    public Refusal? Rename(string symbol, string newSymbol, DateTimeOffset now)
    {
        if (Listed(symbol) is not { } asset) return NoSymbol(symbol);
        if (newSymbol.Length == 0 || market.Find(newSymbol) is not null || State.Assets.Find(newSymbol) is not null)
            return Refusal.Unprocessable($"{newSymbol} cannot be used");
        CancelAll(symbol, now);
        Write(AssetEventKind.Renamed, asset with { RenamedTo = newSymbol }, now);
        Write(AssetEventKind.Renamed, asset with { Symbol = newSymbol }, now);
        if (State.Ledger.Find(symbol) is not { } position) return null;
        Adjust(AdjustmentKind.RenamedAway, symbol, -position.Quantity, -position.CostBasis, 0m, 0m, $"now {newSymbol}", now);
        Adjust(AdjustmentKind.RenamedHere, newSymbol, position.Quantity, position.CostBasis, 0m, 0m, $"formerly {symbol}", now);
        return null;
    }

    /// <summary>Ends a stock: its orders are cancelled and its position is gone, without a fill.</summary>
    /// <param name="dollars">What is paid for a share, 0 and upward.</param>
    public Refusal? Delist(string symbol, decimal dollars, DateTimeOffset now)
    {
        if (Listed(symbol) is not { } asset) return NoSymbol(symbol);
        if (dollars < 0m) return Refusal.Malformed("what is paid for a share must be >= 0");
        CancelAll(symbol, now);
        Write(AssetEventKind.Delisted, asset with { Delisted = true }, now);
        if (State.Ledger.Find(symbol) is not { } position) return null;
        var cash = position.Quantity * dollars;
        Adjust(AdjustmentKind.Delisting, symbol, -position.Quantity, -position.CostBasis, cash, cash - position.CostBasis, $"delisted at {Figure.Text(dollars)}", now);
        return null;
    }

    private static Refusal NoSymbol(string symbol) => Refusal.NotFound($"symbol not found: {symbol}");

    private AssetState? Listed(string symbol) => market.Find(symbol) is not { Class: AssetClass.UsEquity } || State.Assets.Find(symbol) is { Delisted: true }
        ? null
        : State.Assets.Find(symbol) ?? AssetState.Of(symbol);

    private void Adjust(Order order, decimal ratio, DateTimeOffset now)
    {
        var keeps = order is { TimeInForce: TimeInForce.Gtc, Type: not OrderType.TrailingStop, IsOpen: true }
            && order.Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Accepted or OrderStatus.DoneForDay;
        if (!keeps || OrderFactory.AfterSplit(order, ratio, seed, State.Orders.LastRank + 1, now) is not { } successor)
        {
            families.CancelAll(order, now);
            return;
        }

        var waits = order.Status is OrderStatus.Accepted or OrderStatus.DoneForDay;
        log.Change(OrderEventKind.Replaced, order with { Status = OrderStatus.Replaced, ReplacedAt = now, ReplacedBy = successor.Id }, now);
        log.Change(
            waits ? OrderEventKind.Accepted : OrderEventKind.New,
            successor with { Status = waits ? OrderStatus.Accepted : OrderStatus.New, RoutedAt = waits ? null : now },
            now);
    }

    private void CancelAll(string symbol, DateTimeOffset now)
    {
        foreach (var order in State.Orders.OpenIn(symbol))
        {
            if (State.Orders.Find(order.Id) is { IsOpen: true } open) families.Cancel(open, now);
        }
    }

    private void Adjust(AdjustmentKind kind, string symbol, decimal quantity, decimal basis, decimal cash, decimal realized, string description, DateTimeOffset now) =>
        log.Write(sequence => new PositionAdjusted(
            sequence, now, Chance.Id(seed, AdjustmentIds, (ulong)sequence), kind, symbol, quantity, basis, cash, realized, description));

    private void Write(AssetEventKind kind, AssetState asset, DateTimeOffset now) =>
        log.Write(sequence => new AssetChanged(sequence, now, kind, asset));
}
