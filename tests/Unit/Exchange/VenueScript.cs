using Pipeline.Exchange;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>Turns numbers into what clients, the market and the venue may do, so that a property test can try everything.</summary>
public sealed class VenueScript(VenueUnderTest venue, bool misbehaves = true)
{
    private static readonly string[] Symbols = ["AAA", "BBB", "BTC/USD", "NIGHT"];
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(7), TimeSpan.FromHours(1), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(16)];

    /// <summary>Does what a number stands for.</summary>
    public void Act(int number)
    {
        var (action, detail) = (number % 25, number / 25);
        var symbol = Symbols[detail % 4];
        detail /= 4;
        if (venue.Venue.TickAt(symbol, venue.Now) is not { Last: var last }) return;
        switch (action)
        {
            case < 7:
                Move(symbol, detail);
                break;
            case < 13:
                venue.Venue.Submit(Request(symbol, last, detail), venue.Now);
                Work(detail);
                break;
            case < 18 when Pick(venue.State.Orders.Open(), detail) is { } order:
                Change(order, detail / 7);
                Work(detail);
                break;
            case 18:
                venue.Venue.Close(symbol, detail % 3 == 0 ? 1m : null, venue.Now);
                Work(detail);
                break;
            case 19:
                venue.Pass(Pauses[detail % Pauses.Length]);
                break;
            case 20 or 21:
                Decide(symbol, detail);
                break;
            case 22 when Pick(venue.State.Ledger.Executions, detail) is { } execution:
                _ = detail % 3 == 0
                    ? venue.Venue.Desk.Correct(execution.Id, execution.Price + (detail % 5 / 100m), venue.Now)
                    : venue.Venue.Desk.Bust(execution.Id, venue.Now);
                break;
            case 24 when detail % 6 == 0:
                _ = detail % 4 == 0
                    ? venue.Venue.CorporateActions.Delist(symbol, detail % 90, venue.Now)
                    : venue.Venue.CorporateActions.Rename(symbol, $"N{symbol}", venue.Now);
                break;
            case 23 when misbehaves:
                Misbehave(detail);
                break;
        }
    }

    private static T? Pick<T>(IReadOnlyList<T> items, int detail)
        where T : class => items.Count == 0 ? null : items[detail % items.Count];

    private void Move(string symbol, int detail)
    {
        var raw = venue.Market.TickAt(symbol, venue.Now)!.Last;
        venue.Market.Put(symbol, Math.Max(5m, raw + (((detail % 401) - 200) / 100m)), venue.Now.AddTicks(1));
        venue.Pass(TimeSpan.FromSeconds(1 + (detail / 450 % 30)));
    }

    private void Work(int detail)
    {
        if (detail % 2 == 0) venue.Venue.Settle(venue.Now);
        else venue.Venue.Step(venue.Now);
    }

    private void Change(Order order, int detail)
    {
        if (detail % 2 == 0)
        {
            venue.Venue.Cancel(order.Id, venue.Now);
            return;
        }

        var move = ((detail / 2 % 200) - 100) / 100m;
        venue.Venue.Replace(order.Id, new ReplaceRequest
        {
            Quantity = detail % 5 == 0 && order.Class == OrderClass.Simple ? order.Quantity + (detail % 7) - 3m : null,
            LimitPrice = order.LimitPrice is { } limit ? Math.Max(0.01m, limit + move) : null,
            StopPrice = order.Type == OrderType.TrailingStop || order.StopPrice is not { } stop ? null : Math.Max(0.01m, stop + move),
            Trail = order.Type == OrderType.TrailingStop ? 0.5m + Math.Abs(move) : null,
        }, venue.Now);
    }

    private void Decide(string symbol, int detail)
    {
        var desk = venue.Venue.Desk;
        var amount = detail / 12;
        _ = (detail % 12) switch
        {
            0 or 1 => desk.Halt(symbol, HaltKind.Halt, "News pending", venue.Now),
            2 or 3 or 4 => desk.Resume(symbol, venue.Now),
            5 => venue.Venue.CorporateActions.Split(symbol, 1 + (amount % 3), 1 + (amount / 3 % 3), venue.Now),
            6 => desk.ShiftPrice(symbol, 0.8m + (amount % 5 / 10m), venue.Now),
            7 => desk.SetBands(symbol, amount % 2 == 0 ? 80m : null, amount % 3 == 0 ? 120m : null, venue.Now),
            8 => desk.Change(symbol, new AssetFlags { EasyToBorrow = amount % 2 == 0, Tradable = amount % 5 != 0 }, venue.Now),
            9 => desk.Restrict(new AccountRestrictions { LiquidationOnly = amount % 2 == 0, TradingBlocked = amount % 5 == 0 }, venue.Now),
            10 when Pick(venue.State.Orders.Open(), amount) is { } order => desk.Mark(order.Id, (OrderStatus)(12 + (amount % 5)), venue.Now),
            11 when Pick(venue.State.Orders.Open(), amount) is { } order => desk.Reject(order.Id, "by script", venue.Now),
            _ => null,
        };
    }

    private void Misbehave(int detail)
    {
        var conduct = venue.Venue.Conduct;
        var delay = TimeSpan.FromSeconds(detail / 6 % 40);
        switch (detail % 6)
        {
            case 0:
                conduct.CancelDelay = delay;
                break;
            case 1:
                conduct.ReplaceDelay = delay;
                break;
            case 2:
                conduct.RoutingDelay = delay;
                break;
            case 3:
                (conduct.Rejections, conduct.PartialFills) = (detail / 6 % 2, 2);
                conduct.DoubleExits = venue.State.Configuration.NoShorting ? 0 : 2;
                break;
            case 4:
                (conduct.CancelRejections, conduct.ReplaceRejections) = (detail / 6 % 2, 1);
                break;
            default:
                conduct.Clear();
                break;
        }
    }

    private static OrderRequest Request(string symbol, decimal last, int detail)
    {
        var isCrypto = symbol == "BTC/USD";
        var type = (OrderType)(detail % 5);
        var side = detail / 5 % 3 == 0 ? Side.Sell : Side.Buy;
        var orderClass = isCrypto ? OrderClass.Simple : (OrderClass)(detail / 15 % 4);
        var away = 0.05m + (detail / 60 % 300 / 100m);
        var sign = side == Side.Buy ? 1m : -1m;
        var exit = orderClass == OrderClass.Oco ? -sign : sign;
        if (orderClass != OrderClass.Simple) type = OrderType.Limit;
        var byDollars = orderClass == OrderClass.Simple && detail % 13 == 0;
        return new OrderRequest
        {
            Symbol = symbol,
            Side = side,
            Type = type,
            TimeInForce = isCrypto ? (TimeInForce)(1 + (detail / 7 % 2)) : (TimeInForce)(detail / 7 % (orderClass == OrderClass.Simple ? 6 : 2)),
            Class = orderClass,
            ExtendedHours = detail % 17 == 0,
            Quantity = byDollars ? null : detail % 9 == 0 ? 1.5m : 1m + (detail / 11 % 40),
            Notional = byDollars ? 40m + (detail % 100) : null,
            LimitPrice = orderClass == OrderClass.Oco ? null : type is OrderType.Limit ? last + (sign * (away - 1m)) : type is OrderType.StopLimit ? last + (sign * (away + 1m)) : null,
            StopPrice = type is OrderType.Stop or OrderType.StopLimit ? last + (sign * away) : null,
            TrailPercent = type is OrderType.TrailingStop ? 1m : null,
            TakeProfitPrice = orderClass is OrderClass.Bracket or OrderClass.Oco ? last + (exit * (away + 2m)) : null,
            StopLossPrice = orderClass == OrderClass.Simple ? null : last - (exit * (away + 2m)),
        };
    }
}
