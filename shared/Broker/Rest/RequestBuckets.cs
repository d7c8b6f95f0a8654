using System.Threading.RateLimiting;

namespace Pipeline.Broker.Rest;

/// <summary>A process's requests of a minute in two buckets: what is kept for sends is out of the reach of reads, and sends take from both.</summary>
/// <remarks>With one queue for all, a process that reads much would keep its own orders waiting behind its readings for ever.</remarks>
internal sealed class RequestBuckets : IDisposable
{
    private static readonly TimeSpan ShortestRefill = TimeSpan.FromMilliseconds(100);

    /// <summary>The runtime's timers go by a clock that the system moves on every few milliseconds; one that is due in between is looked at each millisecond.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(20);
    private readonly TokenBucketRateLimiter _reads;
    private readonly TokenBucketRateLimiter? _sends;

    /// <param name="share">Requests a minute, reads and sends together.</param>
    /// <param name="sends">Part of them kept for sends, 0 to below 1.</param>
    public RequestBuckets(double share, double sends)
    {
        _reads = LimiterOf(Math.Max(4, share * (1 - sends)));
        _sends = sends > 0 ? LimiterOf(Math.Max(4, share * sends)) : null;
    }

    /// <summary>Lets as little through at once as the buckets before would have: a limit that is told anew does not fill the buckets.</summary>
    public RequestBuckets AfterThese(RequestBuckets? before)
    {
        if (before is not null)
        {
            Lower(_reads, before._reads);
            Lower(_sends, before._sends);
        }

        return this;
    }

    /// <summary>Takes one request, waiting until the token is canceled.</summary>
    /// <returns>Null when taken, else how long to wait before asking again.</returns>
    public async ValueTask<TimeSpan?> TakeAsync(bool send, CancellationToken cancellationToken)
    {
        var bucket = send && _sends is not null ? _sends : _reads;
        if (send && (TakeNow(bucket) || TakeNow(_reads)))
            return null;
        using var lease = await bucket.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? null : bucket.ReplenishmentPeriod;
    }

    /// <summary>Requests that may leave at once.</summary>
    public long Left => Available(_reads) + (_sends is null ? 0 : Available(_sends));

    /// <summary>How long one request takes to be refilled.</summary>
    public TimeSpan RefillOf(bool send) => (send && _sends is not null ? _sends : _reads).ReplenishmentPeriod;

    public void Dispose()
    {
        _reads.Dispose();
        _sends?.Dispose();
    }

    private static bool TakeNow(TokenBucketRateLimiter bucket)
    {
        using var lease = bucket.AttemptAcquire();
        return lease.IsAcquired;
    }

    private static void Lower(TokenBucketRateLimiter? bucket, TokenBucketRateLimiter? before)
    {
        if (bucket is null || before is null)
            return;
        var surplus = Available(bucket) - Available(before);
        if (surplus > 0)
            bucket.AttemptAcquire((int)surplus).Dispose();
    }

    private static long Available(TokenBucketRateLimiter bucket) => bucket.GetStatistics()?.CurrentAvailablePermits ?? 0;

    /// <summary>A full bucket and a minute's refill together are the share: no minute can see more.</summary>
    private static TokenBucketRateLimiter LimiterOf(double share)
    {
        var bucket = Math.Max(2, (int)(share / 4));
        var refill = TimeSpan.FromMinutes(1) / (share - bucket);
        var tokens = (int)Math.Ceiling(ShortestRefill / refill);
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = bucket,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = Math.Ceiling(refill * tokens / ClockStep) * ClockStep,
            QueueLimit = 1_000,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            AutoReplenishment = true,
        });
    }
}
