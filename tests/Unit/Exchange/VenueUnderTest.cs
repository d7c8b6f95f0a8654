using Pipeline.Exchange;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>A venue with 100 000 dollars on Monday 2026-01-05 at 10:00 New York, every stock at 100.00.</summary>
public sealed class VenueUnderTest
{
    private readonly List<ExchangeEvent> _told = [];

    public VenueUnderTest(MatchingOptions? options = null, decimal cash = 100_000m, DateTimeOffset? start = null)
    {
        if (start is { } moment) Now = moment;
        Venue = new TradingVenue(Market, options ?? new MatchingOptions { MaxSlippageBasisPoints = 0m }, new VenueState());
        Venue.Open(cash, Now);
    }

    /// <summary>Goes on where another one stands, in the same market.</summary>
    public VenueUnderTest(VenueUnderTest other, MatchingOptions options, VenueState state)
    {
        (Market, Now) = (other.Market, other.Now);
        Venue = new TradingVenue(Market, options, state);
    }

    public ScriptedMarket Market { get; } = new();

    public TradingVenue Venue { get; }

    public DateTimeOffset Now { get; private set; } = NewYork.At(new DateOnly(2026, 1, 5), new TimeOnly(10, 0));

    public VenueState State => Venue.State;

    public static OrderRequest Order(Side side, decimal quantity, OrderType type = OrderType.Market, TimeInForce time = TimeInForce.Day) =>
        new() { Symbol = "AAA", Side = side, Type = type, TimeInForce = time, Quantity = quantity };

    public static OrderRequest Limit(Side side, decimal quantity, decimal price, TimeInForce time = TimeInForce.Day) =>
        Order(side, quantity, OrderType.Limit, time) with { LimitPrice = price };

    public static OrderRequest Stop(Side side, decimal quantity, decimal price, TimeInForce time = TimeInForce.Day) =>
        Order(side, quantity, OrderType.Stop, time) with { StopPrice = price };

    public static OrderRequest Bracket(decimal quantity = 10m) => Order(Side.Buy, quantity, OrderType.Limit, TimeInForce.Gtc) with
    {
        LimitPrice = 100.50m,
        Class = OrderClass.Bracket,
        TakeProfitPrice = 110m,
        StopLossPrice = 95m,
    };

    public static OrderRequest Oco(decimal quantity = 10m) => Order(Side.Sell, quantity, OrderType.Limit, TimeInForce.Gtc) with
    {
        Class = OrderClass.Oco,
        TakeProfitPrice = 110m,
        StopLossPrice = 95m,
    };

    /// <summary>Sends an order that must be accepted and lets the venue work on it.</summary>
    public Order Send(OrderRequest request)
    {
        var answer = Venue.Submit(request, Now);
        Assert.True(answer.Refusal is null, answer.Refusal?.Message);
        Venue.Step(Now);
        return Get(answer.Order!);
    }

    public Refusal Refused(OrderRequest request)
    {
        var answer = Venue.Submit(request, Now);
        Assert.True(answer.Refusal is not null, "the order was accepted");
        return answer.Refusal;
    }

    public Order Replace(Order order, ReplaceRequest request)
    {
        var answer = Venue.Replace(order.Id, request, Now);
        Assert.True(answer.Refusal is null, answer.Refusal?.Message);
        Venue.Step(Now);
        return Get(answer.Order!);
    }

    public void Cancel(Order order)
    {
        Assert.Null(Venue.Cancel(order.Id, Now));
        Venue.Step(Now);
    }

    public Order Get(Order order) => State.Orders.Find(order.Id)!;

    public Order TakeProfitOf(Order parent) => State.Orders.LegsOf(parent.Id).Single(leg => leg.Role == OrderRole.TakeProfit);

    public Order StopOf(Order parent) => State.Orders.LegsOf(parent.Id).Single(leg => leg.Role == OrderRole.StopLoss);

    /// <summary>The announced events of an order so far, oldest first.</summary>
    public IReadOnlyList<OrderEventKind> Told(Order order)
    {
        _told.AddRange(Venue.TakeEvents());
        return [.. _told.OfType<OrderChanged>().Where(changed => changed.Order.Id == order.Id && changed.Kind != OrderEventKind.Amended).Select(changed => changed.Kind)];
    }

    /// <summary>Moves the last trade and lets a second pass.</summary>
    public void Trade(decimal price, string symbol = "AAA")
    {
        Market.Put(symbol, price, Now.AddTicks(1));
        Pass(TimeSpan.FromSeconds(1));
    }

    public void Pass(TimeSpan time) => At(Now + time);

    /// <summary>Lets time come to a New York time of the same day.</summary>
    public void At(int hour, int minute, int second = 0) => At(NewYork.At(NewYork.DayOf(Now), new TimeOnly(hour, minute, second)));

    public void At(DateTimeOffset moment)
    {
        Now = moment;
        Venue.Step(Now);
    }
}
