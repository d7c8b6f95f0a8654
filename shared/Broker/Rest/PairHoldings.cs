using System.Collections.Concurrent;
using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Orders;

namespace Pipeline.Broker.Rest;

/// <summary>How much of a pair is really ours: the fee in kind is owed from the execution on, but may stay in the position until the venue's day ends (wire contract 4.8).</summary>
/// <remarks>
/// Ours is what may be sold and what working sales hold. Position and orders are two requests, so the position is read again behind the orders. What is missing and is more than a
/// fee can be, a reservation of an order just canceled for instance, is not taken off: nothing is believed gone that only could not be sold for a moment.
/// </remarks>
internal sealed class PairHoldings(VenueReads reads, OrderPages orders, ExecutionPages executions)
{
    /// <summary>More than the venue's highest fee on a purchase, 0.25 %, as a fraction of what was bought.</summary>
    internal const decimal HighestFee = 0.003m;

    private const int Attempts = 3;

    // Fees of a day are booked when it ends (UTC), some time after.
    private static readonly TimeSpan FeesAreBookedWithin = TimeSpan.FromHours(36);
    private readonly ConcurrentDictionary<Symbol, decimal> _bought = new();
    private readonly ConcurrentDictionary<Symbol, AssetFacts> _facts = new();

    /// <summary>The positions with their pairs corrected; a pair of which nothing is ours is left out.</summary>
    /// <param name="held">As just read.</param>
    /// <param name="readAgain">Reads the same once more.</param>
    public async Task<IReadOnlyList<VenuePosition>> OwnedAsync(
        IReadOnlyList<VenuePosition> held, Func<Task<IReadOnlyList<VenuePosition>>> readAgain, CancellationToken cancellationToken)
    {
        for (var attempt = 0; held.Any(IsInDoubt); attempt++)
        {
            var open = await orders.ReadAsync("open", after: null, symbol: null, cancellationToken);
            var again = await readAgain();
            var isSteady = Pairs(held).SequenceEqual(Pairs(again));
            held = again;
            if (isSteady)
                return await OwnedAsync(held, open, cancellationToken);
            if (attempt == Attempts)
                return held;
        }

        return await OwnedAsync(held, [], cancellationToken);
    }

    /// <summary>What of a position is ours.</summary>
    /// <param name="open">All open orders.</param>
    /// <param name="bought">Coins bought of late, of which fees may be owed.</param>
    internal static decimal Owned(VenuePosition position, IReadOnlyList<VenueOrder> open, decimal bought)
    {
        var owed = Owed(position, open);
        return owed > 0m && owed <= bought * HighestFee ? position.Quantity - owed : position.Quantity;
    }

    /// <summary>Cut to what can be sold: whole steps, and not less than the smallest order.</summary>
    internal static decimal Sellable(decimal quantity, AssetFacts facts)
    {
        var whole = facts.QuantityStep is { } step ? Math.Floor(quantity / step) * step : quantity;
        return whole < facts.SmallestOrder ? 0m : whole;
    }

    private static decimal Owed(VenuePosition position, IReadOnlyList<VenueOrder> open) => position.Quantity - position.Available - open
        .Where(order => order.Symbol == position.Symbol && order.Side == OrderSide.Sell)
        .Sum(order => order.Remaining() ?? 0m);

    private async Task<IReadOnlyList<VenuePosition>> OwnedAsync(IReadOnlyList<VenuePosition> held, IReadOnlyList<VenueOrder> open, CancellationToken cancellationToken)
    {
        var owned = new List<VenuePosition>();
        foreach (var position in held)
        {
            if (!position.Symbol.IsCrypto || position.Quantity <= 0m)
            {
                owned.Add(position);
                continue;
            }

            var facts = await FactsAsync(position.Symbol, cancellationToken);
            var quantity = Sellable(Owned(position, open, await BoughtAsync(position, Owed(position, open), cancellationToken)), facts);
            if (quantity > 0m)
                owned.Add(position with { Quantity = quantity, Available = Math.Min(quantity, Sellable(position.Available, facts)) });
        }

        return owned;
    }

    // What was bought before counts too generously at worst: it is asked for only when it no longer explains what is owed.
    private async Task<decimal> BoughtAsync(VenuePosition position, decimal owed, CancellationToken cancellationToken)
    {
        var known = _bought.GetValueOrDefault(position.Symbol);
        if (owed <= known * HighestFee)
            return known;
        var clock = await reads.GetAsync(EndpointFamily.Reference, "/v2/clock", (answer, sent) => WireAccount.ReadClock(answer, sent.RoundTrip), cancellationToken);
        var fills = await executions.ReadAsync(clock.Time - FeesAreBookedWithin, cancellationToken);
        return _bought[position.Symbol] = fills.Where(fill => fill.Symbol == position.Symbol && fill.Side == OrderSide.Buy).Sum(fill => fill.Quantity.Value);
    }

    private async Task<AssetFacts> FactsAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        if (_facts.TryGetValue(symbol, out var known))
            return known;
        var asset = await reads.FindAsync(EndpointFamily.Reference, $"/v2/assets/{Uri.EscapeDataString(symbol.Name)}", (answer, _) => WireAccount.ReadAsset(answer), cancellationToken);
        return _facts[symbol] = asset?.Facts ?? new AssetFacts();
    }

    private static bool IsInDoubt(VenuePosition position) => position.Symbol.IsCrypto && position.Quantity != position.Available;

    private static IEnumerable<(Symbol Symbol, decimal Quantity, decimal Available)> Pairs(IReadOnlyList<VenuePosition> held) => held
        .Where(position => position.Symbol.IsCrypto)
        .OrderBy(position => position.Symbol)
        .Select(position => (position.Symbol, position.Quantity, position.Available));
}
