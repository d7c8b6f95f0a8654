using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Seller.Alone;

/// <summary>Finds out at the venue where held shares came from, and what protection that asks for.</summary>
internal sealed class MeanwhileFinder(IVenueReader venue, SellerOptions options, StageRun run, VenueClock clock, TimeProvider machine, ILogger<MeanwhileFinder> logger)
{
    /// <summary>Venue time within which the entry of shares that nobody knows is looked for.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(4);

    /// <param name="position">What is held.</param>
    /// <param name="last">The newest wanted state heard of the symbol.</param>
    /// <param name="stopping">Ends the search.</param>
    /// <returns>Null when the venue cannot be asked now.</returns>
    public async Task<SellSignal?> FindAsync(VenuePosition position, SellSignal? last, CancellationToken stopping)
    {
        try
        {
            var entry = Meanwhile.EntryOf(await venue.GetOpenOrdersAsync(position.Symbol, stopping), position.Symbol)
                ?? Meanwhile.EntryOf(await venue.GetOrdersSinceAsync(clock.Now - LookBack, stopping), position.Symbol);
            return Meanwhile.Protect(run.Account, position.Symbol, new Shares(position.Quantity), entry, last, Fallback(position), clock.Now, machine.GetUtcNow());
        }
        catch (Exception away) when (away is VenueUnavailableException or VenueRefusedException)
        {
            Log.NotWatched(logger, away.Message);
            return null;
        }
    }

    private Price Fallback(VenuePosition position)
    {
        var low = position.CurrentPrice is { } market && market < position.AverageEntryPrice ? market : position.AverageEntryPrice;
        return new Price(Math.Max(low, 0.0001m)).Moved(-options.MeanwhileStopDistance).FlooredToTick();
    }
}
