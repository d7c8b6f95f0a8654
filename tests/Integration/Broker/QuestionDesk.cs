using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>Trades one symbol for a question, and afterwards takes back what it did: its own orders, its own shares, nothing else.</summary>
public sealed class QuestionDesk(VenueSession venue, Symbol symbol) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<string> _own = [];

    public VenueSession Venue => venue;

    public Symbol Symbol => symbol;

    /// <summary>The ask, or the bid where there is none.</summary>
    public async Task<Price> PriceAsync() => BrokerSteps.Reference(await venue.QuoteAsync(symbol));

    public async Task<RequestOutcome> BuyAsync(string body) => Remembered(await venue.Buys.SubmitBuyAsync(body, None));

    public async Task<RequestOutcome> SellAsync(string body) => Remembered(await venue.Sells.SubmitSellAsync(body, None));

    public async Task<RequestOutcome> ReplaceAsync(string venueOrderId, string body) => Remembered(await venue.Sells.ReplaceSellAsync(venueOrderId, body, None));

    public Task<RequestOutcome> CancelAsync(string venueOrderId) => venue.Sells.CancelSellAsync(venueOrderId, None);

    /// <summary>An accepted order as the venue shows it now.</summary>
    public async Task<VenueOrder> ReadAsync(string venueOrderId) =>
        await venue.Reader.FindOrderAsync(venueOrderId, None) ?? throw new InvalidOperationException($"{venueOrderId} is gone");

    /// <summary>Shares bought with far exits, executed completely.</summary>
    public async Task<VenueOrder> EnterAsync(int quantity)
    {
        var entry = BrokerSteps.Order(await BuyAsync(Marketable(quantity, await PriceAsync())));
        return await venue.OrderWhen(entry.VenueOrderId, "the entry's execution", order => order.Status == OrderStatus.Filled, Patience);
    }

    public string Marketable(int quantity, Price price) => OrderBodies.BracketBuy(
        BrokerSteps.NextId(), symbol, new Shares(quantity), price.Moved(0.03m).CeiledToTick(), price.Moved(-0.2m).FlooredToTick(), price.Moved(0.4m).CeiledToTick());

    /// <summary>A buy far below the market, without exits.</summary>
    public string Resting(Price price) =>
        $$"""{"symbol":"{{symbol}}","qty":"1","side":"buy","type":"limit","time_in_force":"gtc","limit_price":"{{price.Moved(-0.3m).FlooredToTick()}}","client_order_id":"{{BrokerSteps.NextId()}}"}""";

    public static string Told(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.Accepted accepted => $"accepted (HTTP {accepted.HttpStatus}{(accepted.Order is { } order ? $", {order.RawStatus}" : "")})",
        RequestOutcome.Refused refused => $"refused ({refused.HttpStatus} {refused.Code}: {refused.Text}){(refused.Rule is { } rule ? $" by our own rule {rule}" : "")}",
        RequestOutcome.RetryLater later => $"later ({later.Text})",
        _ => outcome.ToString(),
    };

    /// <summary>True when there is nothing in the symbol that a question could be mistaken for, or could damage.</summary>
    public async Task<bool> IsFreeAsync() =>
        await venue.Reader.FindPositionAsync(symbol, None) is null && (await venue.Reader.GetOpenOrdersAsync(symbol, None)).Count == 0;

    public async ValueTask DisposeAsync()
    {
        var orders = new List<VenueOrder>();
        foreach (var id in _own)
        {
            await EndAsync(id);
            orders.AddRange((await ReadAsync(id)).WithLegs());
        }

        var held = orders.DistinctBy(order => order.VenueOrderId).Sum(order => order.Side == OrderSide.Buy ? order.FilledQuantity.Value : -order.FilledQuantity.Value);
        if (held <= 0)
            return;
        var exit = BrokerSteps.Order(await venue.Sells.SubmitSellAsync(OrderBodies.MarketSell(BrokerSteps.NextId(), symbol, new Shares(held)), None));
        await venue.OrderWhen(exit.VenueOrderId, "the sale of what the question bought", order => order.IsTerminal, Patience);
    }

    /// <summary>Cancels an order with its legs and waits for the end of all of them.</summary>
    private async Task EndAsync(string id)
    {
        await Eventually.Holds(
            $"the end of {id}",
            async () =>
            {
                var open = (await ReadAsync(id)).WithLegs().Where(order => !order.IsTerminal).ToList();
                foreach (var order in open.Where(order => order.Status is not (OrderStatus.PendingCancel or OrderStatus.Held)))
                    await CancelAsync(order.VenueOrderId);
                if (open.Count > 0 && open.TrueForAll(order => order.Status == OrderStatus.Held))
                    await CancelAsync(open[0].VenueOrderId);
                return open.Count == 0;
            },
            Patience);
    }

    private RequestOutcome Remembered(RequestOutcome outcome)
    {
        if (outcome is RequestOutcome.Accepted { Order: { } order })
            _own.Add(order.VenueOrderId);
        return outcome;
    }
}
