using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>What the contract's tests do at a venue, step by step.</summary>
internal static class BrokerSteps
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static int _ids;

    public static string NextId() => $"contract-{Guid.NewGuid():N}-{Interlocked.Increment(ref _ids)}";

    public static Price Reference(QuoteValues quote) => quote.Ask ?? quote.Bid ?? throw new InvalidOperationException("an empty quote");

    public static string RestingBody(string id, Symbol symbol, Price price)
    {
        var limit = price.Moved(-0.3m).FlooredToTick();
        return OrderBodies.BracketBuy(id, symbol, new Shares(1), limit, limit.Moved(-0.2m).FlooredToTick(), limit.Moved(0.2m).CeiledToTick());
    }

    public static async Task<VenueOrder> SendRestingBracket(VenueSession venue, Symbol symbol) =>
        Order(await venue.Buys.SubmitBuyAsync(RestingBody(NextId(), symbol, Reference(await venue.QuoteAsync(symbol))), None));

    public static VenueOrder Order(RequestOutcome outcome) => Assert.IsType<RequestOutcome.Accepted>(outcome).Order!;

    public static VenueOrder Leg(VenueOrder parent, OrderType type) => Assert.Single(parent.Legs, leg => leg.Type == type);

    /// <summary>A leg that has just gone live may not be replaceable for a moment.</summary>
    public static async Task<VenueOrder> Replaced(VenueSession venue, string venueOrderId, Price stop)
    {
        RequestOutcome outcome = new RequestOutcome.Unknown(null, "not sent");
        await Eventually.Holds(
            "the stop's replacement",
            async () => (outcome = await venue.Sells.ReplaceSellAsync(venueOrderId, OrderBodies.Replace(NextId(), quantity: null, limit: null, stop), None))
                is not RequestOutcome.Refused { Kind: RefusalKind.NotReplaceableNow },
            found: () => outcome.ToString());
        return Order(outcome);
    }

    public static async Task Canceled(VenueSession venue, string venueOrderId)
    {
        RequestOutcome outcome = new RequestOutcome.Unknown(null, "not sent");
        await Eventually.Holds(
            "the cancel's acceptance",
            async () => (outcome = await venue.Sells.CancelSellAsync(venueOrderId, None)) is RequestOutcome.Accepted,
            found: () => outcome.ToString());
        await venue.OrderWhen(venueOrderId, "the order's end", order => order.WithLegs().All(part => part.IsTerminal));
    }

    public static IEnumerable<Execution> Streamed(VenueSession venue, Symbol symbol) =>
        venue.Updates.Select(update => update.Execution).OfType<Execution>().Where(execution => execution.Symbol == symbol);

    public static List<(string, decimal, decimal, decimal, OrderSide)> Keys(IEnumerable<Execution> executions) =>
        [.. executions.Select(one => (one.VenueOrderId, one.CumulativeQuantity.Value, one.Quantity.Value, one.Price.Value, one.Side)).Order()];
}
