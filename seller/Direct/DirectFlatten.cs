using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting;
using Pipeline.Seller.Journal;

namespace Pipeline.Seller.Direct;

/// <summary>Open buys first, so that nothing is added to what is sold; then every position at market; then the proof by two readings.</summary>
internal sealed class DirectFlatten(
    IVenueReader venue, IBuyGateway buys, DirectExit exit, SellerJournal journal, string account, Symbol? only, TimeProvider machine, Action<string> say)
{
    private static readonly TimeSpan BuyPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Between the readings of the proof: positions and orders may disagree for a moment.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>What was left, and whether the account is proven flat; runs until it is.</summary>
    /// <param name="cancellationToken">Ends it between two requests.</param>
    public async Task<IReadOnlyList<LeftPosition>> RunAsync(CancellationToken cancellationToken)
    {
        var left = new Dictionary<Symbol, LeftPosition>();
        while (true)
        {
            await CancelBuysAsync(cancellationToken);
            var found = await FindAsync(cancellationToken);
            if (found.Count == 0)
            {
                await Task.Delay(Quiet, machine, cancellationToken);
                if ((await FindAsync(cancellationToken)).Count == 0 && (await OpenBuysAsync(cancellationToken)).Count == 0)
                    return [.. left.Values];
                continue;
            }

            foreach (var (symbol, position) in found)
            {
                say(position is null ? $"{symbol}: nothing is held, but orders rest" : $"{symbol}: {position.Quantity} held");
                var before = left.GetValueOrDefault(symbol)?.Quantity ?? 0;
                left[symbol] = new LeftPosition(symbol, Math.Max(before, position?.Quantity ?? 0));
            }

            await Task.WhenAll(found.Select(pair => LeaveAsync(pair.Key, pair.Value, cancellationToken)));
        }
    }

    private async Task LeaveAsync(Symbol symbol, VenuePosition? position, CancellationToken cancellationToken)
    {
        await exit.LeaveAsync(await WantedAsync(symbol, position, cancellationToken), cancellationToken);
        say($"{symbol}: flat");
    }

    // What there is to leave: positions, and sells that rest without one.
    private async Task<IReadOnlyDictionary<Symbol, VenuePosition?>> FindAsync(CancellationToken cancellationToken)
    {
        var orders = await venue.GetOpenOrdersAsync(only, cancellationToken);
        var positions = await venue.GetPositionsAsync(cancellationToken);
        foreach (var shorted in positions.Where(position => position.Quantity < 0))
            say($"{shorted.Symbol}: {shorted.Quantity} is a short; the pipeline holds none and does not buy. Cover it by hand.");
        return orders.SelectMany(order => order.WithLegs()).Where(order => order is { Side: OrderSide.Sell, IsTerminal: false }).Select(order => order.Symbol)
            .Concat(positions.Where(position => position.Quantity > 0).Select(position => position.Symbol))
            .Where(symbol => only is null || symbol == only).Distinct()
            .ToDictionary(symbol => symbol, symbol => positions.FirstOrDefault(position => position.Symbol == symbol && position.Quantity > 0));
    }

    private async Task CancelBuysAsync(CancellationToken cancellationToken)
    {
        var since = machine.GetTimestamp();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (await OpenBuysAsync(cancellationToken) is { Count: > 0 } open)
        {
            if (machine.GetElapsedTime(since) >= BuyPatience)
            {
                say($"{open.Count} buy(s) do not end; the positions are left all the same, and this is done again afterwards.");
                return;
            }

            foreach (var buy in open.Where(buy => asked.Add(buy.VenueOrderId)))
            {
                var outcome = await buys.CancelBuyAsync(buy.VenueOrderId, CancellationToken.None);
                say($"{buy.Symbol}: cancel the open buy of {buy.Quantity}: {(outcome is RequestOutcome.Accepted ? "accepted" : outcome)}");
                if (outcome is RequestOutcome.RetryLater or RequestOutcome.Unknown)
                    asked.Remove(buy.VenueOrderId);
            }

            await Task.Delay(Pause, machine, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<VenueOrder>> OpenBuysAsync(CancellationToken cancellationToken) =>
        [.. (await venue.GetOpenOrdersAsync(only, cancellationToken)).Where(order => order is { Side: OrderSide.Buy, IsTerminal: false })];

    // The trade is the one that the journal remembers, or that the entry's own id tells: so the books understand afterwards what was sold.
    private async Task<SellSignal> WantedAsync(Symbol symbol, VenuePosition? position, CancellationToken cancellationToken)
    {
        var now = machine.GetUtcNow();
        var known = journal.Found.Wanted.FirstOrDefault(signal => signal.Symbol == symbol && signal.Account == account);
        var held = new Shares(Math.Max(0, position?.Quantity ?? 0));
        var clock = await venue.GetClockAsync(cancellationToken);
        var entry = known is not null || position is null ? null : Meanwhile.EntryOf(await venue.GetOrdersSinceAsync(clock.Time.AddDays(-4), cancellationToken), symbol);
        var basis = Meanwhile.Protect(account, symbol, held, entry, known, new Price(1), clock.Time, now);
        return basis with
        {
            Want = WantedState.Exit,
            StopPrice = null,
            TakeProfitPrice = null,
            Keep = null,
            Reason = ExitReason.ForceExit,
            Deadline = null,
            Quantity = held.IsZero ? new Shares(1) : held,
            EntryVenueOrderId = null,
            EntryEnded = true,
        };
    }
}

/// <summary>A position that was left.</summary>
/// <param name="Symbol">Of what.</param>
/// <param name="Quantity">Held when it was found; 0 where only orders rested.</param>
internal sealed record LeftPosition(Symbol Symbol, decimal Quantity);
