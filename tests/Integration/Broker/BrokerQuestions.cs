using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>The questions whose answers are only observed (wire contract, tag O, and section 4 of the entry and exit protocol).</summary>
public static class BrokerQuestions
{
    /// <summary>The answer when chance did not give what the question is about: ask again.</summary>
    public const string NotPartly = "the entry executed at once";

    private static readonly CancellationToken None = CancellationToken.None;

    public static IReadOnlyList<BrokerQuestion> All { get; } =
    [
        new("What is said to a client order id that was used before?", false, async desk =>
        {
            var price = await desk.PriceAsync();
            var body = desk.Resting(price);
            await desk.BuyAsync(body);
            return QuestionDesk.Told(await desk.BuyAsync(body));
        }),
        new("Is a leg found by the client order id that the venue gave it?", false, async desk =>
        {
            var parent = BrokerSteps.Order(await desk.BuyAsync(BrokerSteps.RestingBody(BrokerSteps.NextId(), desk.Symbol, await desk.PriceAsync())));
            var leg = (await desk.ReadAsync(parent.VenueOrderId)).Legs[0];
            var found = leg.ClientOrderId.Length == 0 ? null : await desk.Venue.Reader.FindOrderByClientIdAsync(leg.ClientOrderId, None);
            return $"leg {leg.RawStatus}, client order id of {leg.ClientOrderId.Length} characters, {(found?.VenueOrderId == leg.VenueOrderId ? "found" : "not found")}";
        }),
        new("May an order be replaced right after it was sent, and once it rests?", false, async desk =>
        {
            var price = await desk.PriceAsync();
            var sent = BrokerSteps.Order(await desk.BuyAsync(desk.Resting(price)));
            var atOnce = QuestionDesk.Told(await desk.ReplaceAsync(sent.VenueOrderId, OrderBodies.Replace(BrokerSteps.NextId(), null, price.Moved(-0.35m).FlooredToTick(), null)));
            var newest = await Newest(desk, sent.VenueOrderId);
            return $"at once {atOnce}; then, {newest.RawStatus}: {QuestionDesk.Told(await desk.ReplaceAsync(newest.VenueOrderId, OrderBodies.Replace(BrokerSteps.NextId(), null, price.Moved(-0.4m).FlooredToTick(), null)))}";
        }),
        new("What is said to a replacement that changes nothing?", true, async desk =>
        {
            var price = await desk.PriceAsync();
            var sent = BrokerSteps.Order(await desk.BuyAsync(desk.Resting(price)));
            await desk.Venue.OrderWhen(sent.VenueOrderId, "the order's rest", order => order.Status == OrderStatus.New);
            return QuestionDesk.Told(await desk.ReplaceAsync(sent.VenueOrderId, OrderBodies.Replace(BrokerSteps.NextId(), null, sent.LimitPrice, null)));
        }),
        new("What is said to a bracket in a symbol that is held?", true, async desk =>
        {
            await desk.EnterAsync(2);
            return QuestionDesk.Told(await desk.BuyAsync(BrokerSteps.RestingBody(BrokerSteps.NextId(), desk.Symbol, await desk.PriceAsync())));
        }),
        new("What is said to a plain buy beside a bracket's working exits?", true, async desk =>
        {
            await desk.EnterAsync(2);
            return QuestionDesk.Told(await desk.BuyAsync(desk.Resting(await desk.PriceAsync())));
        }),
        new("May the held stop of an executed bracket be moved?", true, async desk =>
        {
            var entry = await desk.EnterAsync(2);
            var stop = BrokerSteps.Leg(entry, OrderType.Stop);
            var answer = QuestionDesk.Told(await desk.ReplaceAsync(stop.VenueOrderId, OrderBodies.Replace(BrokerSteps.NextId(), null, null, (await desk.PriceAsync()).Moved(-0.15m).FlooredToTick())));
            var moved = await Newest(desk, stop.VenueOrderId);
            return $"{stop.RawStatus}, {answer}, then {moved.RawStatus} at {moved.StopPrice}, parent {moved.ParentVenueOrderId ?? "not told"}";
        }),
        new("What becomes of the family when its held leg is canceled?", true, async desk =>
        {
            var entry = await desk.EnterAsync(2);
            var answer = QuestionDesk.Told(await desk.CancelAsync(BrokerSteps.Leg(entry, OrderType.Stop).VenueOrderId));
            await Task.WhenAny(desk.Venue.OrderWhen(entry.VenueOrderId, "an end", order => order.Legs.All(leg => leg.IsTerminal)));
            return $"{answer}; then {Legs(await desk.ReadAsync(entry.VenueOrderId))}";
        }),
        new("What is said to a sale of shares that a bracket's exits hold?", true, async desk =>
        {
            await desk.EnterAsync(2);
            return QuestionDesk.Told(await desk.SellAsync(OrderBodies.MarketSell(BrokerSteps.NextId(), desk.Symbol, new Shares(2))));
        }),
        new("What is said to the cancel of an executed order?", true, async desk => QuestionDesk.Told(await desk.CancelAsync((await desk.EnterAsync(1)).VenueOrderId))),
        new("What is said to a stop above the market?", true, async desk =>
        {
            var entry = await desk.EnterAsync(2);
            await desk.CancelAsync(BrokerSteps.Leg(entry, OrderType.Limit).VenueOrderId);
            await desk.Venue.OrderWhen(entry.VenueOrderId, "the exits' end", order => order.Legs.All(leg => leg.IsTerminal));
            var stop = (await desk.PriceAsync()).Moved(0.1m).FlooredToTick();
            return QuestionDesk.Told(await desk.SellAsync(OrderBodies.StopSell(BrokerSteps.NextId(), desk.Symbol, new Shares(2), stop, day: false)));
        }),
        new("What protects a partly executed bracket, and is an OCO taken beside its live parent?", true, PartlyExecuted),
    ];

    private static async Task<string> PartlyExecuted(QuestionDesk desk)
    {
        var price = await desk.PriceAsync();
        var parent = BrokerSteps.Order(await desk.BuyAsync(desk.Marketable(20, price)));
        var entry = await desk.Venue.OrderWhen(parent.VenueOrderId, "an execution", order => order.FilledQuantity > Shares.Zero);
        if (entry.Status != OrderStatus.PartiallyFilled)
            return NotPartly;
        var position = await desk.Venue.Reader.FindPositionAsync(desk.Symbol, None);
        var oco = await desk.SellAsync(OrderBodies.OcoSell(
            BrokerSteps.NextId(), desk.Symbol, entry.FilledQuantity, price.Moved(-0.2m).FlooredToTick(), price.Moved(0.4m).CeiledToTick()));
        return $"{entry.FilledQuantity} of {entry.Quantity} executed, {Legs(entry)}; held {position?.Quantity}, available {position?.Available}; OCO {QuestionDesk.Told(oco)}";
    }

    private static string Legs(VenueOrder parent) => string.Join(", ", parent.Legs.Select(leg => $"{leg.Type} leg {leg.RawStatus} for {leg.Quantity}"));

    /// <summary>The last of a chain of replacements, once it is at rest.</summary>
    private static async Task<VenueOrder> Newest(QuestionDesk desk, string venueOrderId)
    {
        var order = await desk.Venue.OrderWhen(venueOrderId, "rest", found => found.Status is not (OrderStatus.PendingNew or OrderStatus.PendingReplace or OrderStatus.PendingCancel));
        return order.ReplacedByVenueOrderId is { } next ? await Newest(desk, next) : order;
    }
}
