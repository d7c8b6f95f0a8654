using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting.Clocks;

namespace Pipeline.Seller;

/// <summary>Where a symbol's state is read.</summary>
public interface ISymbolReading
{
    /// <param name="wanted">Whose symbol and entry are read.</param>
    /// <param name="remembered">Orders of the reading before; what of them still worked is read again.</param>
    /// <param name="withBid">A price is needed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<VenueView> ReadAsync(SellSignal wanted, IReadOnlyCollection<VenueOrder> remembered, bool withBid, CancellationToken cancellationToken);
}

/// <summary>Reads a symbol at the venue by REST: open orders, then those known beside, then the position.</summary>
public sealed class VenueSymbolReading(
    IVenueReader venue, IMarketData data, LatestQuotes quotes, SellerBook book, VenueClock clock, TimeProvider machine, ILogger<VenueSymbolReading> logger) : ISymbolReading
{
    private const int LongestChain = 8;
    private static readonly TimeSpan QuotePatience = TimeSpan.FromSeconds(1);

    public async Task<VenueView> ReadAsync(SellSignal wanted, IReadOnlyCollection<VenueOrder> remembered, bool withBid, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var orders = remembered.ToList();
        var open = await venue.GetOpenOrdersAsync(wanted.Symbol, cancellationToken);
        orders.AddRange(open);
        var seen = open.SelectMany(order => order.WithLegs()).Select(order => order.VenueOrderId).ToHashSet(StringComparer.Ordinal);

        // The open list leaves out held legs of ended parents, and what ended since the last reading.
        var asked = new HashSet<string>(remembered.Where(order => order.IsTerminal).Select(order => order.VenueOrderId), StringComparer.Ordinal);
        var known = remembered.Where(order => !order.IsTerminal).Select(order => order.VenueOrderId)
            .Concat(book.OpenOrders(wanted.Symbol)).Append(wanted.EntryVenueOrderId).OfType<string>();
        await AddAsync(orders, known, seen, asked, cancellationToken);
        for (var link = 0; link < LongestChain; link++)
        {
            var unread = new VenueView(orders, Shares.Zero, Shares.Zero, null, null, default).Unread;
            if (unread.Count == 0)
                break;
            await AddAsync(orders, unread, seen, asked, cancellationToken);
        }

        var readAt = machine.GetUtcNow();
        var position = await venue.FindPositionAsync(wanted.Symbol, cancellationToken);
        var bid = withBid ? await BidAsync(wanted.Symbol, cancellationToken) : null;
        return new VenueView(orders, Held(position?.Quantity), Held(position?.Available), bid, wanted.EntryVenueOrderId, readAt, book.Trades(wanted.Symbol, clock.Now));
    }

    private async Task AddAsync(List<VenueOrder> orders, IEnumerable<string> ids, HashSet<string> seen, HashSet<string> asked, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            // An entry's answer brings its legs along.
            if (seen.Contains(id) || !asked.Add(id) || await venue.FindOrderAsync(id, cancellationToken) is not { } found)
                continue;
            orders.Add(found);
            book.Note(found);
            seen.UnionWith(found.WithLegs().Select(order => order.VenueOrderId));
        }
    }

    // Null when it cannot be had soon: a sale at market needs no price, so it must not wait for one.
    private async Task<Price?> BidAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        if (quotes.Bid(symbol) is { } heard)
            return heard;
        using var late = new CancellationTokenSource(QuotePatience, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return (await data.GetLatestQuotesAsync([symbol], either.Token)).GetValueOrDefault(symbol)?.Bid;
        }
        catch (Exception away) when (away is VenueUnavailableException or VenueRefusedException
            || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NoQuote(logger, symbol.Name, late.IsCancellationRequested ? $"no answer within {QuotePatience.TotalSeconds:0.#} s" : away.Message);
            return null;
        }
    }

    // Long only: a short is nothing of ours to sell.
    private static Shares Held(decimal? quantity) => new(Math.Max(0, quantity ?? 0));
}

/// <summary>Reads a symbol from recorded messages: what the monitor had written by then.</summary>
public sealed class RecordedSymbolReading(RecordedState recorded, LatestQuotes quotes, TimeProvider machine) : ISymbolReading
{
    public Task<VenueView> ReadAsync(SellSignal wanted, IReadOnlyCollection<VenueOrder> remembered, bool withBid, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var orders = recorded.OrdersOf(wanted.Symbol);
        var held = recorded.HeldOf(wanted.Symbol) ?? wanted.Quantity;
        var reserved = new VenueView(orders, held, held, null, wanted.EntryVenueOrderId, default).Reserved;
        var available = held > reserved ? held - reserved : Shares.Zero;
        return Task.FromResult(new VenueView(orders, held, available, quotes.Bid(wanted.Symbol), wanted.EntryVenueOrderId, machine.GetUtcNow()));
    }
}
