using System.Globalization;
using System.Net.Http.Headers;
using System.Threading.RateLimiting;

namespace Pipeline.Broker.Rest;

/// <summary>How often this process may ask: its share of the venue's limit, less when the venue says that little is left, nothing while it says 429.</summary>
internal sealed class RequestBudget : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortestRefill = TimeSpan.FromMilliseconds(100);

    // 1,000 requests a second: nobody here asks that often.
    private const int NoLimit = 60_000;
    private readonly Lock _lock = new();
    private readonly double _part;
    private readonly int _keepFree;
    private readonly int _configuredLimit;
    private readonly bool _simulated;
    private readonly TimeProvider _time;
    private TokenBucketRateLimiter? _limiter;
    private int _limit;
    private DateTimeOffset _closedUntil;
    private int _refusedInARow;

    /// <param name="part">This process's part of the limit, 0 to 1.</param>
    /// <param name="keepFree">Requests that must be left for others; below zero to never hold back.</param>
    public RequestBudget(double part, int keepFree, VenueOptions options, TimeProvider time)
    {
        (_part, _keepFree, _time) = (part, keepFree, time);
        (_configuredLimit, _simulated) = (options.RequestsPerMinute, options.Simulated);
        // The simulated exchange runs many minutes in one: it is limited only once it says that it limits.
        if (!_simulated)
            SetLimit(_configuredLimit);
    }

    /// <summary>Takes one request from the budget, waiting for it if need be.</summary>
    /// <param name="patience">The longest wait, machine time.</param>
    /// <returns>Null when taken, else how long to wait before asking again.</returns>
    public async ValueTask<TimeSpan?> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var deadline = _time.GetUtcNow() + patience;
        while (ClosedFor() is { } pause)
        {
            if (_time.GetUtcNow() + pause > deadline)
                return pause;
            await Task.Delay(pause, _time, cancellationToken);
        }

        if (Volatile.Read(ref _limiter) is not { } limiter)
            return null;
        using var late = new CancellationTokenSource(Max(deadline - _time.GetUtcNow(), TimeSpan.FromMilliseconds(1)), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var lease = await limiter.AcquireAsync(1, either.Token);
            return lease.IsAcquired ? null : limiter.ReplenishmentPeriod;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return limiter.ReplenishmentPeriod;
        }
        catch (ObjectDisposedException)
        {
            // The venue has just told another limit; one request under no limit does no harm.
            return null;
        }
    }

    /// <summary>Learns from the headers of an answer.</summary>
    /// <returns>With 429, how long to wait before asking again.</returns>
    public TimeSpan? Observe(int status, HttpResponseHeaders headers)
    {
        var limit = HeaderNumber(headers, "X-Ratelimit-Limit");
        var remaining = HeaderNumber(headers, "X-Ratelimit-Remaining");
        lock (_lock)
        {
            if (limit is > 0 && limit <= int.MaxValue)
                SetLimit(_simulated ? (int)limit : Math.Min(_configuredLimit, (int)limit));
            if (status == 429)
            {
                var pause = RetryAfter(headers) ?? UntilReset(headers) ?? TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(5, _refusedInARow)));
                _refusedInARow++;
                return Close(pause);
            }

            _refusedInARow = 0;
            if (remaining is { } left && left <= _keepFree && UntilReset(headers) is { } untilReset)
                Close(untilReset);
        }

        return null;
    }

    public void Dispose() => _limiter?.Dispose();

    private TimeSpan? ClosedFor()
    {
        lock (_lock)
        {
            var left = _closedUntil - _time.GetUtcNow();
            return left > TimeSpan.Zero ? left : null;
        }
    }

    private TimeSpan Close(TimeSpan pause)
    {
        pause = Max(TimeSpan.FromMilliseconds(100), pause < LongestPause ? pause : LongestPause);
        var until = _time.GetUtcNow() + pause;
        if (until > _closedUntil)
            _closedUntil = until;
        return pause;
    }

    private void SetLimit(int perMinute)
    {
        if (perMinute == _limit)
            return;
        _limit = perMinute;
        var replaced = _limiter;
        Volatile.Write(ref _limiter, perMinute >= NoLimit ? null : LimiterOf(Math.Max(4, perMinute * _part)));
        replaced?.Dispose();
    }

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
            ReplenishmentPeriod = refill * tokens,
            QueueLimit = 1_000,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            AutoReplenishment = true,
        });
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow(),
        _ => null,
    };

    private TimeSpan? UntilReset(HttpResponseHeaders headers) =>
        HeaderNumber(headers, "X-Ratelimit-Reset") is { } reset and > 0 and < 10_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(reset) - _time.GetUtcNow() : null;

    private static long? HeaderNumber(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
