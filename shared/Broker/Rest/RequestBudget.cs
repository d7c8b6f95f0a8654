using System.Globalization;
using System.Net.Http.Headers;

namespace Pipeline.Broker.Rest;

/// <summary>How often this process may ask: its share of the venue's limit, less when the venue says that little is left, nothing while it says 429.</summary>
internal sealed class RequestBudget : IDisposable
{
    // 1,000 requests a second: nobody here asks that often.
    private const int NoLimit = 60_000;
    private const int LongestBackOffSeconds = 30;
    private readonly Lock _lock = new();
    private readonly double _part;
    private readonly double _sends;
    private readonly int _keepFree;
    private readonly int _configuredLimit;
    private readonly bool _simulated;
    private readonly TimeProvider _time;
    private readonly RequestPause _pause;
    private RequestBuckets? _buckets;
    private int _limit;
    private int _refusedInARow;

    /// <param name="part">This process's part of the limit, 0 to 1.</param>
    /// <param name="sends">Part of that which only sends may use, 0 to below 1.</param>
    /// <param name="keepFree">Requests that must be left for others; below zero to never hold back.</param>
    public RequestBudget(double part, double sends, int keepFree, VenueOptions options, TimeProvider time)
    {
        (_part, _sends, _keepFree, _time, _pause) = (part, sends, keepFree, time, new RequestPause(time));
        (_configuredLimit, _simulated) = (options.RequestsPerMinute, options.Simulated);
        // The simulated exchange runs many minutes in one: it is limited only once it says that it limits.
        if (!_simulated)
            SetLimit(_configuredLimit);
    }

    /// <summary>Takes one request from the budget, waiting for it if need be.</summary>
    /// <param name="patience">The longest wait, machine time.</param>
    /// <returns>Null when taken, else how long to wait before asking again.</returns>
    public async ValueTask<TimeSpan?> TakeAsync(RequestUrgency urgency, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (_pause.LeftFor(urgency) is { } pause)
        {
            if (pause > patience - _time.GetElapsedTime(started))
                return pause;
            await Task.Delay(pause, _time, cancellationToken);
        }

        if (Volatile.Read(ref _buckets) is not { } buckets)
            return null;
        var isSend = urgency is RequestUrgency.Entering or RequestUrgency.Exiting;
        var left = patience - _time.GetElapsedTime(started);
        using var late = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await buckets.TakeAsync(isSend, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return buckets.RefillOf(isSend);
        }
        catch (ObjectDisposedException)
        {
            // The venue has just told another limit; one request under no limit does no harm.
            return null;
        }
    }

    /// <summary>Requests that may leave at once; null where there is no limit.</summary>
    public long? Left => Volatile.Read(ref _buckets)?.Left;

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
                // Never shorter than the back-off: a reset in the past, by a clock that is wrong, would make us ask on and on.
                var backOff = TimeSpan.FromSeconds(Math.Min(LongestBackOffSeconds, 1 << Math.Min(5, _refusedInARow++)));
                var named = RetryAfter(headers) ?? UntilReset(headers) ?? TimeSpan.Zero;
                return _pause.Close(named > backOff ? named : backOff, exitsToo: true);
            }

            _refusedInARow = 0;
            if (remaining is { } left && left <= _keepFree && UntilReset(headers) is { } untilReset)
                _pause.Close(untilReset, exitsToo: false);
        }

        return null;
    }

    public void Dispose() => _buckets?.Dispose();

    private void SetLimit(int perMinute)
    {
        if (perMinute == _limit)
            return;
        _limit = perMinute;
        var replaced = _buckets;
        Volatile.Write(ref _buckets, perMinute >= NoLimit ? null : new RequestBuckets(Math.Max(4, perMinute * _part), _sends).AfterThese(replaced));
        replaced?.Dispose();
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
}
