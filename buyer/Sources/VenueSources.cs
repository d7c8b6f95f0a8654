using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Domain.Entries;
using Pipeline.Hosting.Clocks;

namespace Pipeline.Buyer.Sources;

/// <summary>What the venue says of the account: its configuration once, its money again and again, and what may be traded.</summary>
internal sealed class VenueSources(IVenueReader reader, AccountRefresh refresh, BuyerOptions options, VenueClock venue, TimeProvider machine, ILogger logger)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    /// <summary>However often it is asked for: the venue counts requests.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    /// <summary>Steps change rarely, what may be traded by the day.</summary>
    private static readonly TimeSpan AssetInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ClockInterval = TimeSpan.FromSeconds(30);
    /// <summary>A clock that seems wrong is looked at again soon: one reading proves nothing.</summary>
    private static readonly TimeSpan DoubtfulClockInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UnsafeRetryInterval = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Asks until the account is verified to be long only without margin (invariant 5).</summary>
    public async Task VerifyLongOnlyAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (holds, text) = await TryVerifyAsync(cancellationToken);
            if (holds is { } known)
                await inputs.WriteAsync(new BuyerInput.LongOnlyAnswered(known, text, machine.GetUtcNow()), cancellationToken);
            _asked.TrySetResult();
            if (holds is true)
                return;
            await Task.Delay(holds is null ? RetryInterval : UnsafeRetryInterval, machine, cancellationToken);
        }
    }

    public async Task ReadAccountAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        // What the account can pay depends on its configuration.
        await _asked.Task.WaitAsync(cancellationToken);
        while (true)
        {
            var failed = false;
            var askedAt = machine.GetUtcNow();
            try
            {
                await inputs.WriteAsync(new BuyerInput.AccountAnswered(await reader.GetAccountAsync(cancellationToken)), cancellationToken);
            }
            catch (Exception nothing) when (nothing is VenueUnavailableException or VenueRefusedException)
            {
                Log.AccountNotRead(logger, nothing.Message);
                await inputs.WriteAsync(new BuyerInput.AccountUnread((nothing as VenueRefusedException)?.HttpStatus, nothing.Message, askedAt), cancellationToken);
                failed = true;
            }

            await Task.Delay(ShortestInterval, machine, cancellationToken);
            await refresh.NextAsync(failed ? RetryInterval : options.AccountInterval, machine, cancellationToken);
        }
    }

    /// <summary>Reads what may be traded and in which steps; a list that grows old is better than none.</summary>
    public async Task ReadAssetsAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pause = AssetInterval;
            try
            {
                var assets = await reader.GetAssetsAsync(cancellationToken);
                await inputs.WriteAsync(new BuyerInput.AssetsRead(assets.DistinctBy(asset => asset.Symbol).ToDictionary(asset => asset.Symbol, asset => asset.Facts)), cancellationToken);
            }
            catch (Exception nothing) when (nothing is VenueUnavailableException or VenueRefusedException)
            {
                Log.AssetsNotRead(logger, nothing.Message);
                pause = RetryInterval;
            }

            await Task.Delay(pause, machine, cancellationToken);
        }
    }

    /// <summary>Compares our clock with the venue's, again and again.</summary>
    public async Task WatchClockAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pause = ClockInterval;
            try
            {
                var askedAt = venue.Now;
                var reading = await reader.GetClockAsync(cancellationToken);
                var difference = ClockDifference.Of(askedAt, venue.Now, reading.Time, venue.Speed);
                await inputs.WriteAsync(new BuyerInput.ClockRead(difference), cancellationToken);
                pause = difference == TimeSpan.Zero ? ClockInterval : DoubtfulClockInterval;
            }
            catch (Exception nothing) when (nothing is VenueUnavailableException or VenueRefusedException)
            {
                Log.ClockNotRead(logger, nothing.Message);
            }

            await Task.Delay(pause, machine, cancellationToken);
        }
    }

    /// <summary>Null while the venue does not answer.</summary>
    private async Task<(bool? Holds, string Text)> TryVerifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var holds = await reader.EnsureLongOnlyCashAsync(cancellationToken);
            return (holds, holds ? "no_shorting and a margin multiplier of 1 are set" : "The venue does not keep no_shorting with a margin multiplier of 1: nothing is bought.");
        }
        catch (VenueUnavailableException nothing)
        {
            Log.AccountNotRead(logger, nothing.Message);
            return (null, nothing.Message);
        }
        catch (VenueRefusedException refused)
        {
            return (false, refused.Message);
        }
    }
}
